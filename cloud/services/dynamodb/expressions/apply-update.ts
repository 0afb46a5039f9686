import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, binaryText, type Item, invalid, setAttribute, typeOf } from '../attribute-value.ts';
import { addNumbers, subtractNumbers } from '../decimal.ts';
import { valueAt } from './evaluate.ts';
import type { Path } from './tokens.ts';
import type { SetOperand, Update } from './update-expression.ts';

const BAD_PATH = 'The document path provided in the update expression is invalid for update';
const BAD_TYPE = 'An operand in the update expression has an incorrect data type';
const NO_ATTRIBUTE = 'The provided expression refers to an attribute that does not exist in the item';

type SetType = 'SS' | 'NS' | 'BS';

/**
 * A new item: `item` with an update's actions done. All operands are read from the item as it was. The parts that do
 * not change are shared with it. Throws ValidationException.
 */
export function applyUpdate(item: Item, update: Update): Item {
  const out = { ...item };
  const copied = new Set<object>([out]);
  const assigned = update.set.map(({ path, operand }) => ({ path, value: setValue(item, operand) }));
  for (const { path, value } of update.add) assigned.push({ path, value: added(valueAt(item, path), value) });
  const removed = update.remove.map(({ path }) => path);
  for (const { path, value } of update.delete) {
    const present = valueAt(item, path);
    if (!present) continue;
    const left = without(present, value);
    if (left) assigned.push({ path, value: left });
    else removed.push(path);
  }
  // Reason: elements set beyond a list's end are appended in the order of their indexes.
  for (const { path, value } of assigned.sort(byLastIndex)) assign(out, copied, path, value);
  // Reason: indexes mean the list as it was, so the last goes first.
  for (const path of removed.sort(lastElementFirst)) remove(out, copied, path);
  return out;
}

function lastIndex(path: Path): number {
  const last = path[path.length - 1]!;
  return typeof last === 'number' ? last : -1;
}

function byLastIndex(a: { path: Path }, b: { path: Path }): number {
  return lastIndex(a.path) - lastIndex(b.path);
}

function lastElementFirst(a: Path, b: Path): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [one, two] = [a[at]!, b[at]!];
    if (one === two) continue;
    if (typeof one === 'number' && typeof two === 'number') return two - one;
    return String(one) < String(two) ? -1 : 1;
  }
  return a.length - b.length;
}

function setValue(item: Item, operand: SetOperand<AttributeValue>): AttributeValue {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = valueAt(item, operand.path);
      if (!value) throw invalid(NO_ATTRIBUTE);
      return value;
    }
    case 'if_not_exists':
      return valueAt(item, operand.path) ?? setValue(item, operand.otherwise);
    case 'list_append': {
      const [first, second] = [setValue(item, operand.first), setValue(item, operand.second)];
      if (!first.L || !second.L) throw invalid(BAD_TYPE);
      return { L: [...first.L, ...second.L] };
    }
    case 'plus':
    case 'minus': {
      const [left, right] = [setValue(item, operand.left), setValue(item, operand.right)];
      if (left.N === undefined || right.N === undefined) throw invalid(BAD_TYPE);
      return { N: operand.kind === 'plus' ? addNumbers(left.N, right.N) : subtractNumbers(left.N, right.N) };
    }
  }
}

/** What ADD makes of a value: a larger number or set. */
function added(present: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!present) return value;
  if (value.N !== undefined && present.N !== undefined) return { N: addNumbers(present.N, value.N) };
  // Reason: the legacy ADD action also appends to lists; an update expression never gets here with one.
  if (value.L && present.L) return { L: [...present.L, ...value.L] };
  const type = setTypeOf(value);
  if (!type || !present[type]) throw invalid(BAD_TYPE);
  const members = membersOf(present, type);
  for (const [key, member] of membersOf(value, type)) members.set(key, member);
  return setOf(type, members);
}

/** What DELETE leaves of a set; undefined for nothing. */
function without(present: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  const type = setTypeOf(value);
  if (!type || !present[type]) throw invalid(BAD_TYPE);
  const members = membersOf(present, type);
  for (const key of membersOf(value, type).keys()) members.delete(key);
  return members.size > 0 ? setOf(type, members) : undefined;
}

function setTypeOf(value: AttributeValue): SetType | undefined {
  const type = typeOf(value);
  return type === 'SS' || type === 'NS' || type === 'BS' ? type : undefined;
}

function membersOf(value: AttributeValue, type: SetType): Map<string, string | Uint8Array> {
  if (type === 'BS') return new Map(value.BS!.map((bytes) => [binaryText(bytes), bytes]));
  return new Map(value[type]!.map((member) => [member, member]));
}

function setOf(type: SetType, members: ReadonlyMap<string, string | Uint8Array>): AttributeValue {
  const list = [...members.values()];
  if (type === 'BS') return { BS: list.filter((member) => typeof member !== 'string') };
  const strings = list.filter((member) => typeof member === 'string');
  return type === 'SS' ? { SS: strings } : { NS: strings };
}

function assign(out: Item, copied: Set<object>, path: Path, value: AttributeValue): void {
  const parent = path.length === 1 ? { M: out } : parentOf(out, copied, path);
  const last = path[path.length - 1]!;
  if (typeof last === 'string' && parent.M) setAttribute(parent.M, last, value);
  else if (typeof last === 'number' && parent.L) parent.L[Math.min(last, parent.L.length)] = value;
  else throw invalid(BAD_PATH);
}

function remove(out: Item, copied: Set<object>, path: Path): void {
  const parent = path.length === 1 ? { M: out } : parentOf(out, copied, path);
  const last = path[path.length - 1]!;
  if (typeof last === 'string' && parent.M) delete parent.M[last];
  else if (typeof last === 'number' && parent.L) {
    if (last < parent.L.length) parent.L.splice(last, 1);
  } else throw invalid(BAD_PATH);
}

/** The map or list that holds a path's last part, copied on the way down so that the old item stays as it is. */
function parentOf(out: Item, copied: Set<object>, path: Path): { M?: Item; L?: AttributeValue[] } {
  let holder: Item | AttributeValue[] = out;
  for (let at = 0; at < path.length - 1; at++) {
    const part = path[at]!;
    const value: AttributeValue | undefined = Array.isArray(holder)
      ? typeof part === 'number'
        ? holder[part]
        : undefined
      : typeof part === 'string'
        ? attributeOf(holder, part)
        : undefined;
    const content: Item | AttributeValue[] | undefined = value?.M ?? value?.L;
    if (!content) throw invalid(BAD_PATH);
    let mine: Item | AttributeValue[] = content;
    if (!copied.has(content)) {
      mine = Array.isArray(content) ? [...content] : { ...content };
      copied.add(mine);
      const replaced: AttributeValue = Array.isArray(mine) ? { L: mine } : { M: mine };
      if (Array.isArray(holder)) holder[part as number] = replaced;
      else setAttribute(holder, part as string, replaced);
    }
    holder = mine;
  }
  return Array.isArray(holder) ? { L: holder } : { M: holder };
}
