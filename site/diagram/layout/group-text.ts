import type { Text } from '../../../labs/contract.ts';
import type { DiagramGroup } from '../graph.ts';

/** What is written in a group's corner. */
export const groupText = ({ name, kind }: DiagramGroup): Text => (name ? { vi: `${name} (${kind.vi})`, en: `${name} (${kind.en})` } : kind);
