import type { Language } from '../i18n/language.ts';
import terms from './terms.json' with { type: 'json' };

/** A word as both languages say it, and what it means. */
export type Term = Record<Language, { term: string; means: string }>;

/** All terms by their id. */
export const glossary: Readonly<Record<string, Term>> = terms;

/** One term. Throws naming those there are. */
export function glossaryTerm(id: string): Term {
  const term = glossary[id];
  if (!term) throw new Error(`the glossary has no "${id}". It has: ${Object.keys(glossary).join(', ')}`);
  return term;
}

/** All terms in the order of one language's alphabet. */
export function inAlphabet(language: Language): { id: string; term: string; means: string; other: string }[] {
  return Object.entries(glossary)
    .map(([id, term]) => ({ id, ...term[language], other: term[language === 'vi' ? 'en' : 'vi'].term }))
    .toSorted((a, b) => a.term.localeCompare(b.term, language));
}
