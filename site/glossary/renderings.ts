import { glossary, type Term } from './glossary.ts';
import { wholeWords } from './whole-words.ts';

/** A Vietnamese page, front matter left out. */
export interface Text {
  file: string;
  body: string;
}

/** Every place where a page gives a term a second name; one message each, with the name the glossary decided for. */
export function secondNames(pages: readonly Text[], terms: Readonly<Record<string, Term>> = glossary): string[] {
  const avoided = Object.entries(terms).flatMap(([id, { vi }]) =>
    (vi.avoid ?? []).map((name) => ({ id, name, term: vi.term, form: wholeWords([name]) })),
  );
  return pages.flatMap(({ file, body }) =>
    prose(body).flatMap((line, index) =>
      avoided
        .filter(({ form }) => form.test(line))
        .map(({ id, name, term }) => `${file}, line ${index + 1} of the text: "${name}". The glossary says "${term}" (${id}).`),
    ),
  );
}

/** A page's lines without code: names in code are as they are. */
function prose(body: string): string[] {
  let fenced = false;
  return body.split('\n').map((line) => {
    const isFence = /^\s*```/.test(line);
    if (isFence) fenced = !fenced;
    return fenced || isFence ? '' : line.normalize('NFC').replace(/`[^`]*`/g, '');
  });
}
