import { type Language, otherLanguage } from '../i18n/language.ts';
import terms from './terms.json' with { type: 'json' };

/** A word in one language. */
export interface Word {
  term: string;
  means: string;
  /** Other forms of the same word, linked to it like the word itself. */
  also?: readonly string[];
  /** Vietnamese: renderings that would be a second name for the same thing; no page may use them. */
  avoid?: readonly string[];
  /** Vietnamese: why the English word is kept. */
  stays?: string;
}

/** A word as both languages say it. `auto: false` keeps it from being linked by itself: it is too common, or means other things too. */
export type Term = Record<Language, Word> & { auto?: boolean };

/** All terms by their id. */
export const glossary: Readonly<Record<string, Term>> = terms;

/** One term. Throws naming those there are. */
export function glossaryTerm(id: string): Term {
  const term = glossary[id];
  if (!term) throw new Error(`the glossary has no "${id}". It has: ${Object.keys(glossary).join(', ')}`);
  return term;
}

/** All terms in the order of one language's alphabet. */
export function inAlphabet(language: Language): (Word & { id: string; other: string })[] {
  return Object.entries(glossary)
    .map(([id, term]) => ({ id, ...term[language], other: term[otherLanguage(language)].term }))
    .toSorted((a, b) => a.term.localeCompare(b.term, language));
}
