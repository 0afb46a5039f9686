import { notImplemented } from '../../aws-error.ts';
import { cloudFrontError } from './errors.ts';

/** What of an input is honoured: any value, one of these values only, or members with rules of their own. A list's rule is that of its items. */
export type Honoured = true | readonly unknown[] | { readonly [member: string]: Honoured };

/** Refuses by name what no code honours, and lists whose Quantity is not theirs. `what` reads like `cloudfront distributions`. */
export function refuseUnhonoured(what: string, value: unknown, honoured: Honoured, path = ''): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) refuseUnhonoured(what, item, honoured, path);
    return;
  }
  if (honoured === true) return;
  if (isValues(honoured)) {
    if (!honoured.includes(value)) throw notImplemented(`${what} with ${path} ${JSON.stringify(value)}`);
    return;
  }
  const members = value as Record<string, unknown>;
  const { Quantity, Items } = members;
  if (typeof Quantity === 'number' && Quantity !== (Array.isArray(Items) ? Items.length : 0))
    throw cloudFrontError('InconsistentQuantities');
  for (const [name, member] of Object.entries(members)) {
    if (member === undefined || member === null) continue;
    const below = path === '' ? name : `${path}.${name}`;
    const rule = Object.hasOwn(honoured, name) ? honoured[name]! : undefined;
    if (rule === undefined) throw notImplemented(`${what} with ${below}`);
    refuseUnhonoured(what, member, rule, name === 'Items' ? path : below);
  }
}

const isValues = (honoured: Honoured): honoured is readonly unknown[] => Array.isArray(honoured);
