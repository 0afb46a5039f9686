import { createHash } from 'node:crypto';
import { sourceFences } from '../code/source-fences.ts';
import type { Entry } from './chapter.ts';

/** One thing the two languages of a page must share, and the line where it stands. */
interface Mark {
  /** Compared: a heading's level and id, a fence's kind, a component and its technical properties. */
  what: string;
  line: number;
}

/** Properties whose values are read by people, so they differ between the languages. */
const texts = ['title', 'label', 'alt', 'caption', 'question', 'answer', 'summary', 'says', 'description'];

/** The fingerprint of a text; white space and Unicode composition do not count. */
export function fingerprint(body: string): string {
  return createHash('sha256').update(body.normalize('NFC').replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 10);
}

/** Everything that is wrong between the two trees, one message each, naming file, line and what the twin has. Empty when all is well. */
export function parityProblems(vietnamese: readonly Entry[], english: readonly Entry[]): string[] {
  const vi = new Map(vietnamese.map((entry) => [entry.id, entry]));
  const en = new Map(english.map((entry) => [entry.id, entry]));
  return [
    ...vietnamese.flatMap((entry) => (en.has(entry.id) ? [] : [missing(entry, 'vi', 'en')])),
    ...english.flatMap((entry) => {
      const source = vi.get(entry.id);
      return source ? differences(source, entry) : [missing(entry, 'en', 'vi')];
    }),
  ];
}

/** Does the Vietnamese text say something else than when it was translated? */
export function isOutdated(source: Entry, translation: Entry): boolean {
  return translation.data.source !== fingerprint(source.body);
}

/** A page's structure in order: what a translation must keep. */
export function structure(body: string): Mark[] {
  const marks: Mark[] = [];
  const fenced = new Set<number>();
  for (const { info, line, lines, closed } of sourceFences(body)) {
    for (let inside = line; inside <= line + lines.length + (closed ? 1 : 0); inside++) fenced.add(inside);
    const what = `fence ${info.replace(/ title="[^"]*"/, '')}`.trim();
    const commands = /\brun\b/.test(info) ? `: ${lines.map((text) => text.trim()).join('; ')}` : '';
    marks.push({ what: closed ? what + commands : `${what}, never closed`, line });
  }
  body.split('\n').forEach((text, index) => {
    const line = index + 1;
    if (fenced.has(line)) return;
    const heading = /^(#{1,6}) .*?(\[#[\w-]+\])?$/.exec(text);
    if (heading) marks.push({ what: `heading ${heading[1]} ${heading[2] ?? 'without an id'}`, line });
    for (const tag of text.matchAll(/<([A-Z]\w*)\b([^<>]*)>/g)) marks.push({ what: component(tag[1]!, tag[2]!), line });
  });
  return marks.toSorted((a, b) => a.line - b.line);
}

function component(name: string, properties: string): string {
  const withValue = /(\w+)=("[^"]*"|\{[^}]*\})/g;
  const technical = [
    ...[...properties.matchAll(withValue)].filter(([, property]) => !texts.includes(property!)).map(([all]) => all),
    ...(properties.replace(withValue, '').match(/\b[a-z]\w*/gi) ?? []),
  ].sort();
  return [`<${name}`, ...technical].join(' ').concat('>');
}

function differences(source: Entry, translation: Entry): string[] {
  const problems: string[] = [];
  for (const field of ['weight', 'chapter', 'cover', 'level', 'minutes', 'lab', 'stage', 'facts'] as const) {
    const [expected, found] = [source.data[field], translation.data[field]];
    if (expected !== found) problems.push(`${translation.file}: ${field} is ${found}, but ${expected} in ${source.file}`);
  }
  for (const field of ['goal', 'outcomes'] as const) {
    const [expected, found] = [source.data[field], translation.data[field]].map((text) =>
      Array.isArray(text) ? text.length : Number(!!text),
    );
    if (expected !== found) problems.push(`${translation.file}: ${field} has ${found} text(s), but ${expected} in ${source.file}`);
  }
  for (const field of ['unrun', 'unpaired'] as const)
    if ((source.data[field] === undefined) !== (translation.data[field] === undefined))
      problems.push(
        `${translation.file}: ${field} stands in one language only, ${source.data[field] === undefined ? 'this one' : 'the other'}`,
      );
  if (translation.data.source === undefined) {
    problems.push(`${translation.file}: the front matter lacks source: ${fingerprint(source.body)} (the fingerprint of ${source.file})`);
  }
  if (source.data.unpaired !== undefined) return problems;
  const [expected, found] = [structure(source.body), structure(translation.body)];
  const first = Array.from({ length: Math.max(expected.length, found.length) }, (_, index) => index).find(
    (index) => expected[index]?.what !== found[index]?.what,
  );
  if (first !== undefined) {
    problems.push(
      `${where(translation, found[first])}, where ${where(source, expected[first])}. The two languages of a page have the same structure.`,
    );
  }
  return problems;
}

/** Lines are those of the text below the front matter. */
function where({ file }: Entry, mark: Mark | undefined): string {
  return mark ? `${file}, line ${mark.line} of the text, has ${mark.what}` : `${file} has no more`;
}

function missing({ file }: Entry, from: string, to: string): string {
  return `${file}: its twin is missing, expected at ${file.replace(`content/${from}/`, `content/${to}/`)}`;
}
