import { fill } from '../../i18n/fill.ts';
import type { Language } from '../../i18n/language.ts';

type Texts = typeof import('../../i18n/panel.vi.json');
type TextsOfViews = typeof import('../../i18n/panel-views.vi.json');
/** A text of the panel, by its key in `panel.vi.json`. */
export type PanelKey = Exclude<keyof Texts, 'default'>;
/** A text of what is opened later, too, by its key in `panel-views.vi.json`. */
export type ViewKey = PanelKey | Exclude<keyof TextsOfViews, 'default'>;
type Translate<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;
export type PanelTranslate = Translate<PanelKey>;
export type ViewTranslate = Translate<ViewKey>;

const panel = {
  vi: () => import('../../i18n/panel.vi.json', { with: { type: 'json' } }),
  en: () => import('../../i18n/panel.en.json', { with: { type: 'json' } }),
};
const views = {
  vi: () => import('../../i18n/panel-views.vi.json', { with: { type: 'json' } }),
  en: () => import('../../i18n/panel-views.en.json', { with: { type: 'json' } }),
};

/** The panel's texts in one language: the other one's are not loaded. */
export async function loadWords(language: Language): Promise<PanelTranslate> {
  return translator((await panel[language]()).default, language);
}

/** The same with those of the views, which come with the first of them. */
export async function loadViewWords(language: Language): Promise<ViewTranslate> {
  const [ofPanel, ofViews] = await Promise.all([panel[language](), views[language]()]);
  return translator({ ...ofPanel.default, ...ofViews.default }, language);
}

function translator<Key extends string>(texts: Record<Key, string>, language: Language): Translate<Key> {
  return (key, values = {}) => fill(texts[key], values, () => `the panel's "${key}" (${language})`);
}

/** A duration as a person reads it: milliseconds below a tenth of a second. */
export function duration(t: PanelTranslate, language: Language, ms: number): string {
  if (ms < 100) return t('milliseconds', { ms: Math.max(1, Math.round(ms)) });
  return t('seconds', { seconds: (ms / 1000).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }) });
}
