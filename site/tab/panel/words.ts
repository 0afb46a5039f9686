import { fill } from '../../i18n/fill.ts';
import type { Language } from '../../i18n/language.ts';

type Texts = typeof import('../../i18n/panel.vi.json');
/** A text of the panel, by its key in `panel.vi.json`. */
export type PanelKey = Exclude<keyof Texts, 'default'>;
export type PanelTranslate = (key: PanelKey, values?: Record<string, string | number>) => string;

const files: Record<Language, () => Promise<{ default: Record<PanelKey, string> }>> = {
  vi: () => import('../../i18n/panel.vi.json', { with: { type: 'json' } }),
  en: () => import('../../i18n/panel.en.json', { with: { type: 'json' } }),
};

/** The panel's texts in one language: the other one's are not loaded. */
export const loadWords = (language: Language): Promise<PanelTranslate> => loadTexts(files[language], `panel.${language}.json`);

/** Texts of a file; `name` is how an error calls it. */
export async function loadTexts<Key extends string>(
  load: () => Promise<{ default: Record<Key, string> }>,
  name: string,
): Promise<(key: Key, values?: Record<string, string | number>) => string> {
  const { default: texts } = await load();
  return (key, values = {}) => fill(texts[key], values, () => `${name}, "${key}"`);
}

/** A duration as a person reads it: milliseconds below a tenth of a second. */
export function duration(t: PanelTranslate, language: Language, ms: number): string {
  if (ms < 100) return t('milliseconds', { ms: Math.max(1, Math.round(ms)) });
  return t('seconds', { seconds: (ms / 1000).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) });
}
