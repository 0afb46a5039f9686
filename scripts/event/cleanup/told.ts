import type { Localized } from '../../messages.ts';
import { causeOf } from './causes.ts';
import type { FoundItem } from './item.ts';
import type { Left } from './journal.ts';

const INSIDE: Localized = { vi: ' ({n} tài nguyên bên trong)', en: ' ({n} resources in it)' };

/** A stack's name and region; any other id as it is. */
function shortId(id: string): string {
  const stack = /^arn:aws:cloudformation:([^:]+):\d+:stack\/([^/]+)\//.exec(id);
  return stack ? `${stack[2]} (${stack[1]})` : id;
}

/** Survivors as people read them: what, why, AWS's words, what to do. */
export function leftText(left: readonly Left[]): Localized {
  const lines = (language: keyof Localized) =>
    left.map(({ type, id, inside, cause, said }) => {
      const { why, todo } = causeOf(cause);
      const resources = inside === undefined ? '' : INSIDE[language].replace('{n}', String(inside));
      const words = said ? `\n      AWS: ${said}` : '';
      return `  ${type} ${shortId(id)}${resources}\n      ${why[language]}${words}\n      → ${todo[language]}`;
    });
  return { vi: lines('vi').join('\n'), en: lines('en').join('\n') };
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
