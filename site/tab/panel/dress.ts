import css from './panel.css?inline';
import { wear } from './style-sheet.ts';

/** The panel's own style comes with it. */
export const dress = () => wear(css);
