import type { Localized } from '../../messages.ts';
import { causeOf } from './causes.ts';
import type { FoundItem } from './item.ts';
import type { Left } from './journal.ts';

const INSIDE: Localized = { vi: 'tài nguyên bên trong', en: 'resources in it' };

const insideText = (inside: number | undefined, language: keyof Localized) =>
  inside === undefined ? '' : ` (${inside} ${INSIDE[language]})`;

/** A stack's name and region; any other id as it is. */
function shortId(id: string): string {
  const stack = /^arn:aws:cloudformation:([^:]+):\d+:stack\/([^/]+)\//.exec(id);
  return stack ? `${stack[2]} (${stack[1]})` : id;
}

/** Survivors as people read them: what, why, AWS's words, what to do; what is left for the same reason stands together. */
export function leftText(left: readonly Left[]): Localized {
  const groups = [...Map.groupBy(left, ({ cause, said }) => `${cause} ${said ?? ''}`).values()];
  const textIn = (language: keyof Localized) =>
    groups.map((group) => {
      const { cause, said } = group[0]!;
      const { why, todo } = causeOf(cause);
      const names = group.map(({ type, id, inside }) => `  ${type} ${shortId(id)}${insideText(inside, language)}\n`);
      const words = said ? `      AWS: ${said}\n` : '';
      return `${names.join('')}      ${why[language]}\n${words}      → ${todo[language]}`;
    });
  return { vi: textIn('vi').join('\n'), en: textIn('en').join('\n') };
}

/** The stacks of an account's part of a plan, each with the number of its resources, and what has no stack. */
export function plannedText(items: readonly FoundItem[]): string {
  const lines = items.flatMap((item) => {
    if (item.kind === 'stack') {
      const inside = items.filter((other) => other.kind === 'resource' && other.stack === item.id).length;
      return [`    ${item.region}  ${item.name}  (${inside})${item.protected ? '  ⚿' : ''}`];
    }
    return item.stack === undefined ? [`    ${item.region}  ${item.type} ${item.id}`] : [];
  });
  return lines.join('\n');
}
