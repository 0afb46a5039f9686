import type { Fault } from './fault.ts';

/** What is wrong with a description of faults, in words for whoever wrote it. */
export class UnreadableFaults extends Error {}

type Kind = Fault['kind'];
type Rule = (value: unknown) => boolean;

const text: Rule = (value) => typeof value === 'string' && value !== '';
const account: Rule = (value) => typeof value === 'string' && /^\d{12}$/.test(value);
const percent: Rule = (value) => typeof value === 'number' && value >= 0 && value <= 100;
const whole =
  (least: number): Rule =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least;

const RULES: Record<Kind, { needed: Record<string, Rule>; optional: Record<string, Rule> }> = {
  throttle: { needed: { percent }, optional: { service: text, operation: text, account } },
  delay: { needed: { milliseconds: whole(0) }, optional: { service: text, operation: text, account } },
  'fail-delete': { needed: { reason: text }, optional: { type: text, account, nth: whole(1), times: whole(1), percent } },
  expire: { needed: {}, optional: { account, accessKeyId: text, afterCalls: whole(0) } },
};

/** Reads `{ seed?, faults: [...] }`. Throws UnreadableFaults: a fault that is not understood is never taken for none. */
export function readFaults(value: unknown): { faults: Fault[]; seed?: number } {
  if (!isObject(value) || !Array.isArray(value.faults)) throw new UnreadableFaults('Expected {"faults": [...], "seed": 1}.');
  const unknown = Object.keys(value).find((name) => name !== 'faults' && name !== 'seed');
  if (unknown !== undefined) throw new UnreadableFaults(`${unknown} is not known; there are faults and seed.`);
  const { seed } = value;
  if (seed !== undefined && !whole(0)(seed)) throw new UnreadableFaults('seed must be a whole number of 0 or more.');
  return { faults: value.faults.map(readFault), ...(seed !== undefined && { seed: seed as number }) };
}

function readFault(value: unknown, index: number): Fault {
  const place = `faults[${index}]`;
  const kinds = Object.keys(RULES).join(', ');
  if (!isObject(value)) throw new UnreadableFaults(`${place} must be an object.`);
  const { kind, ...members } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(RULES, kind)) throw new UnreadableFaults(`${place}.kind must be one of ${kinds}.`);
  const { needed, optional } = RULES[kind as Kind];
  for (const name of Object.keys(needed)) {
    if (members[name] === undefined) throw new UnreadableFaults(`${place} (${kind}) needs ${name}.`);
  }
  for (const [name, member] of Object.entries(members)) {
    const rule = needed[name] ?? optional[name];
    if (!rule) throw new UnreadableFaults(`${place} (${kind}) knows no ${name}.`);
    if (!rule(member)) throw new UnreadableFaults(`${place}.${name} is no valid value: ${JSON.stringify(member)}.`);
  }
  return value as unknown as Fault;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
