/** The site's languages, the default first. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in every language. */
export type Bilingual = Record<Language, string>;

/** How each language calls itself. */
export const languageNames: Bilingual = { vi: 'Tiếng Việt', en: 'English' };

/** Where a page stands in a language: Vietnamese at `/`, English at `/en/`. The id of the home page is empty. */
export function pathOf(language: Language, id: string): string {
  const prefix = language === 'vi' ? '/' : `/${language}/`;
  return id === '' ? prefix : `${prefix}${id}/`;
}

export function otherLanguage(language: Language): Language {
  return language === 'vi' ? 'en' : 'vi';
}

/** The language of a file under `content/<language>/`. Throws when the file stands elsewhere. */
export function languageOf(file: string): Language {
  const found = /(?:^|\/)content\/(vi|en)\//.exec(file.replaceAll('\\', '/'));
  if (!found) throw new Error(`${file}: a page stands in content/vi/ or content/en/`);
  return found[1] === 'vi' ? 'vi' : 'en';
}
