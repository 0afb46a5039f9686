import { z } from 'astro/zod';
import type { Bilingual } from '../i18n/language.ts';
import { type FrontMatter, frontMatter } from './front-matter.ts';

/** Something wrong in the head of a page. */
export interface FrontMatterProblem {
  /** `outcomes.2`; the field as its author wrote it. */
  field: string;
  /** What is allowed. */
  says: Bilingual;
}

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, Bilingual>> = {
  string: { vi: 'một chuỗi chữ', en: 'a text' },
  number: { vi: 'một số', en: 'a number' },
  int: { vi: 'một số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  date: { vi: 'một ngày, như 2026-11-20', en: 'a day, such as 2026-11-20' },
  array: { vi: 'một danh sách, mỗi mục một dòng "- "', en: 'a list, each item a line "- "' },
};

/** Reads the head of a page; what is wrong is told by field, with what is allowed. */
export function readFrontMatter(data: unknown): { page: FrontMatter } | { problems: FrontMatterProblem[] } {
  const read = frontMatter.safeParse(data);
  if (read.success) return { page: read.data };
  const given = typeof data === 'object' && data !== null ? data : {};
  return { problems: read.error.issues.flatMap((issue) => problemsOf(issue, given)) };
}

/** Problems as lines of an error: file, field, both languages. */
export function problemLines(file: string, problems: readonly FrontMatterProblem[]): string {
  return problems.map(({ field, says }) => `${file}: ${field} ${says.vi}\n${file}: ${field} ${says.en}`).join('\n');
}

/** The schema as Astro's loader reads it: its messages are ours, it names the file itself. */
export const pageSchema = z.unknown().transform((data, context): FrontMatter => {
  const read = readFrontMatter(data);
  if ('page' in read) return read.page;
  for (const { field, says } of read.problems)
    context.addIssue({ code: 'custom', path: field.split('.'), message: `${says.vi}; ${says.en}` });
  return z.NEVER;
});

function problemsOf(issue: Issue, given: object): FrontMatterProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(frontMatter.shape).join(', ');
    return issue.keys.map((field) => ({
      field,
      says: { vi: `không phải trường của trang. Có: ${known}`, en: `is no field of a page. There are: ${known}` },
    }));
  }
  const field = issue.path.join('.') || 'front matter';
  const isMissing = issue.path.length === 1 && !Object.hasOwn(given, String(issue.path[0]));
  const allowed = allowedBy(issue);
  const says = isMissing
    ? { vi: `còn thiếu: phải là ${allowed.vi}`, en: `is missing: it must be ${allowed.en}` }
    : { vi: `phải là ${allowed.vi}`, en: `must be ${allowed.en}` };
  return [{ field, says }];
}

/** What the schema allows where it refused something. */
function allowedBy(issue: Issue): Bilingual {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? same(issue.expected);
    case 'too_small':
      return bounded(issue.origin, `≥ ${issue.minimum}`);
    case 'too_big':
      return bounded(issue.origin, `≤ ${issue.maximum}`);
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return oneOf(issue.errors.flat().flatMap((other) => (other.code === 'invalid_value' ? other.values : [])));
    case 'invalid_format':
      return same('pattern' in issue && issue.pattern ? String(issue.pattern) : issue.format);
    default:
      return { vi: `hợp lệ (${issue.message})`, en: `valid (${issue.message})` };
  }
}

function bounded(origin: string, bound: string): Bilingual {
  if (origin === 'string') return { vi: `${KINDS.string!.vi}, số ký tự ${bound}`, en: `${KINDS.string!.en} of ${bound} characters` };
  if (origin === 'array') return { vi: `${KINDS.array!.vi}, số mục ${bound}`, en: `${KINDS.array!.en}, items ${bound}` };
  return { vi: `${KINDS.number!.vi} ${bound}`, en: `${KINDS.number!.en} ${bound}` };
}

function oneOf(values: readonly unknown[]): Bilingual {
  const list = values.join(', ');
  return { vi: `một trong: ${list}`, en: `one of: ${list}` };
}

const same = (text: string): Bilingual => ({ vi: text, en: text });
