/** Pages outside the book, by their address; each has texts of its own, `<address>.title` and `<address>.description`. */
export const otherPages = ['coverage', 'glossary', 'progress', 'authors'] as const;
export type OtherPage = (typeof otherPages)[number];

export function isOtherPage(key: string): key is OtherPage {
  return (otherPages as readonly string[]).includes(key);
}
