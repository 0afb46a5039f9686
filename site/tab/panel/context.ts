import type { Text } from '#labs/contract.ts';
import type { Language } from '../../i18n/language.ts';
import type { Runner } from './runner.ts';
import type { Watched } from './watched.ts';
import type { PanelTranslate, ViewTranslate } from './words.ts';

/** What the parts work with that only show a lab at work. */
export interface WatchContext {
  runner: Watched;
  t: PanelTranslate;
  language: Language;
  /** A lab's text in the reader's language. */
  say(text: Text): string;
}

/** What the parts of the panel work with. */
export interface PanelContext extends WatchContext {
  runner: Runner;
}

/** What a view works with: it comes later, and its words with it. */
export interface ViewContext extends PanelContext {
  t: ViewTranslate;
}
