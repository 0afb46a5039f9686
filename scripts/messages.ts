import english from './messages/en.json' with { type: 'json' };
import vietnamese from './messages/vi.json' with { type: 'json' };

export type Language = 'vi' | 'en';
export const languages = ['vi', 'en'] as const satisfies readonly Language[];
export type MessageKey = keyof typeof vietnamese;
/** A text in both languages; the host of `io` shows the reader's. */
export type Localized = Readonly<Record<Language, string>>;
export type MessageParameters = Readonly<Record<string, string | number | Localized>>;

const texts: Record<Language, Record<MessageKey, string>> = { vi: vietnamese, en: english };

/** A text in the reader's language, with `{name}` filled in. */
export function message(language: Language, key: MessageKey, parameters: MessageParameters = {}): string {
  return texts[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in parameters ? inLanguage(language, parameters[name]!) : whole,
  );
}

/** Whether a text has a place for `{name}`. */
export const mentions = (key: MessageKey, name: string): boolean => texts.vi[key].includes(`{${name}}`);

/** A message as it stands in another one's parameters. */
export function localized(key: MessageKey, parameters: MessageParameters = {}): Localized {
  return { vi: message('vi', key, parameters), en: message('en', key, parameters) };
}

function inLanguage(language: Language, value: string | number | Localized): string {
  return typeof value === 'object' ? value[language] : String(value);
}

/** `--lang` when given, else the locale: Vietnamese for vi*, English for everything else. */
export function languageOf(option: string | undefined, environment: Readonly<Record<string, string | undefined>>): Language {
  if (option === 'vi' || option === 'en') return option;
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}
