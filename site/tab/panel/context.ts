import type { Text } from '#labs/contract.ts';
import type { Language } from '../../i18n/language.ts';
import type { Runner } from './runner.ts';
import type { PanelTranslate } from './words.ts';

/** What every part of the panel works with. */
export interface PanelContext {
  runner: Runner;
  t: PanelTranslate;
  language: Language;
  /** A lab's text in the reader's language. */
  say(text: Text): string;
}
