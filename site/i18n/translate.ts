import en from './en.json' with { type: 'json' };
import type { Language } from './language.ts';
import vi from './vi.json' with { type: 'json' };

/** A text of the interface, by its key in `vi.json`. */
export type TextKey = keyof typeof vi;
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

const texts: Record<Language, Record<TextKey, string>> = { vi, en };

/** The interface's texts in one language. `{name}` in a text takes the value of that name. */
export function translator(language: Language): Translate {
  return (key, values = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${language}.json, "${key}": no value for {${name}}`);
      return String(value);
    });
}
