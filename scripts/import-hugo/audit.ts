import { decodeEntities } from './html-tags.ts';
import type { Note } from './report.ts';

/** A word of the source that is neither on the imported page as often as before nor in a note about it. */
export interface MissingWord {
  word: string;
  line: number;
}

/** Counts a page's words against the imported page's and what was told of it: what was left out must have been told. */
export function missingWords(source: string, imported: string, notes: readonly Note[]): MissingWord[] {
  const told = new Set(notes.flatMap(({ parameters }) => Object.values(parameters).flatMap((value) => wordsOf(String(value)))));
  const all = plain(imported);
  const left = new Map<string, number>();
  for (const word of wordsOf(imported)) left.set(word, (left.get(word) ?? 0) + 1);
  const isLeft = (word: string) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  };
  // Reason: without the mark-up between them two words may have become one, as a reader of the workshop saw them.
  const isJoined = (word: string) => joinedWords(source).some((both) => both !== word && both.includes(word) && all.includes(both));
  return source.split('\n').flatMap((text, index) =>
    // Reason: the numbers of a list are counted anew.
    wordsOf(text.replace(/^[\s>]*\d+[.)](?=\s)/, '')).flatMap((word) =>
      isLeft(word) || told.has(word) || isJoined(word) ? [] : [{ word, line: index + 1 }],
    ),
  );
}

/** Neighbours as one word, with the mark-up between them and without it. */
function joinedWords(source: string): string[] {
  return source.split('\n').flatMap((line) => {
    const words = wordsOf(line);
    return [...wordsOf(line.replace(/<[^<>]*>|\{\{.*?\}\}/g, '')), ...words.map((word, at) => word + (words[at + 1] ?? ''))];
  });
}

function wordsOf(text: string): string[] {
  return plain(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function plain(text: string): string {
  return decodeEntities(decodePercent(text)).normalize('NFC');
}

function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
