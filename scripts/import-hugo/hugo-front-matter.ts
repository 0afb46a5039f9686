import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { Tell } from './report.ts';

/** What stands at the head of a Hugo page, and where its text begins. */
export interface HugoPage {
  fields: Readonly<Record<string, unknown>>;
  /** The line of each field that was found. */
  lines: ReadonlyMap<string, number>;
  body: string;
  /** The line of the file at which the body begins. */
  bodyLine: number;
}

const FENCES = { '---': parseYaml, '+++': parseToml } as const;

/** Splits a page. A head that is neither YAML nor TOML is read line by line, and that is told. */
export function splitHugoPage(source: string, tell: Tell): HugoPage {
  const fence = (Object.keys(FENCES) as (keyof typeof FENCES)[]).find((mark) => new RegExp(`^\\s*\\${mark[0]}{3}[ \\t]*\\n`).test(source));
  if (!fence) return { fields: {}, lines: new Map(), body: source, bodyLine: 1 };
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() === fence);
  // Reason: editors draw the second line as long as they like.
  const last = lines.findIndex((line, index) => index > first && line.trim().startsWith(fence) && new Set(line.trim()).size === 1);
  if (last < 0) {
    tell('import.front-matter-loose', first + 1, { what: fence });
    return { fields: {}, lines: new Map(), body: source, bodyLine: 1 };
  }
  const head = lines.slice(first + 1, last);
  const lineOf = new Map(
    head.flatMap((line, index) => {
      const name = /^\s*["']?([\w-]+)["']?\s*[:=]/.exec(line)?.[1];
      return name ? [[name, first + index + 2] as const] : [];
    }),
  );
  return { fields: read(fence, head, first + 2, tell), lines: lineOf, body: lines.slice(last + 1).join('\n'), bodyLine: last + 2 };
}

function read(fence: keyof typeof FENCES, head: readonly string[], line: number, tell: Tell): Record<string, unknown> {
  try {
    const parse: (source: string) => unknown = FENCES[fence];
    const found = parse(head.join('\n'));
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return { ...found };
    if (head.every((text) => text.trim() === '')) return {};
  } catch {
    // What follows reads as much as can be read.
  }
  tell('import.front-matter-loose', line, { what: head.join('\n').trim() });
  return Object.fromEntries(
    head.flatMap((text) => {
      const [, name, value] = /^\s*["']?([\w-]+)["']?\s*[:=]\s*(.*?)\s*$/.exec(text) ?? [];
      return name ? [[name, plainValue(value ?? '')]] : [];
    }),
  );
}

function plainValue(value: string): unknown {
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  if (bare !== value) return bare;
  if (/^-?\d+$/.test(value)) return Number(value);
  return value === 'true' ? true : value === 'false' ? false : value;
}
