import type { Language } from '../../../../i18n/language.ts';
import { loadTexts } from '../../words.ts';

type Texts = typeof import('../../../../i18n/executions.vi.json');
type Key = Exclude<keyof Texts, 'default'>;
/** A text of this view, by its key in `executions.vi.json`. */
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const files = {
  vi: () => import('../../../../i18n/executions.vi.json', { with: { type: 'json' } }),
  en: () => import('../../../../i18n/executions.en.json', { with: { type: 'json' } }),
};

/** The view's texts in one language. They come with the view: most labs have no executions. */
export const loadSay = (language: Language): Promise<Say> => loadTexts<Key>(files[language], `executions.${language}.json`);
