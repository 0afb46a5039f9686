import en from './en.json' with { type: 'json' };
import { fill } from './fill.ts';
import type { Language } from './language.ts';
import vi from './vi.json' with { type: 'json' };

/** A text of the interface, by its key in `vi.json`. */
export type TextKey = keyof typeof vi;
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

const texts: Record<Language, Record<TextKey, string>> = { vi, en };

/** The interface's texts in one language. `{name}` in a text takes the value of that name. */
export function translator(language: Language): Translate {
  return (key, values = {}) => fill(texts[language][key], values, () => `${language}.json, "${key}"`);
}
