import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, type Item, sameBytes, sameValue, typeOf } from '../attribute-value.ts';
import { compareNumbers } from '../decimal.ts';
import { encodeKeyValue } from '../keys.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import type { Path } from './tokens.ts';

/** Whether an item (empty where there is none) meets a condition. */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.terms.every((term) => meets(item, term));
    case 'or':
      return condition.terms.some((term) => meets(item, term));
    case 'not':
      return !meets(item, condition.term);
    case 'compare':
      return compare(operandValue(item, condition.left), condition.comparator, operandValue(item, condition.right));
    case 'between': {
      const value = operandValue(item, condition.operand);
      return compare(value, '>=', operandValue(item, condition.low)) && compare(value, '<=', operandValue(item, condition.high));
    }
    case 'in': {
      const value = operandValue(item, condition.operand);
      return condition.list.some((candidate) => compare(value, '=', operandValue(item, candidate)));
    }
    case 'function': {
      const [first, second] = condition.args.map((operand) => operandValue(item, operand));
      switch (condition.name) {
        case 'attribute_exists':
          return first !== undefined;
        case 'attribute_not_exists':
          return first === undefined;
        case 'attribute_type':
          return first !== undefined && typeOf(first) === second?.S;
        case 'begins_with':
          return first !== undefined && second !== undefined && beginsWith(first, second);
        case 'contains':
          return first !== undefined && second !== undefined && contains(first, second);
      }
    }
  }
}

/** The value at a path of an item. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value = attributeOf(item, path[0] as string);
  for (let at = 1; at < path.length && value; at++) {
    const part = path[at]!;
    value = typeof part === 'number' ? value.L?.[part] : value.M && attributeOf(value.M, part);
  }
  return value;
}

/** Negative, zero or positive for two strings, numbers or binaries; undefined for all other pairs. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if ((a.S === undefined || b.S === undefined) && (a.B === undefined || b.B === undefined)) return undefined;
  const [left, right] = [encodeKeyValue(a), encodeKeyValue(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compare(left: AttributeValue | undefined, comparator: Comparator, right: AttributeValue | undefined): boolean {
  const both = left !== undefined && right !== undefined;
  if (comparator === '=') return both && sameValue(left, right);
  // Reason: what is not there is unequal to everything.
  if (comparator === '<>') return !both || !sameValue(left, right);
  const order = both ? compareValues(left, right) : undefined;
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function operandValue(item: Item, operand: Operand<AttributeValue>): AttributeValue | undefined {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path);
    case 'value':
      return operand.value;
    case 'size': {
      const value = operandValue(item, operand.of);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    }
  }
}

/** What size() answers: characters, bytes, or members. */
function sizeOf(value: AttributeValue): number | undefined {
  if (value.M) return Object.keys(value.M).length;
  return (value.S ?? value.B ?? value.SS ?? value.NS ?? value.BS ?? value.L)?.length;
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if (value.S !== undefined && prefix.S !== undefined) return value.S.startsWith(prefix.S);
  return value.B !== undefined && prefix.B !== undefined && sameBytes(value.B.subarray(0, prefix.B.length), prefix.B);
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.L) return value.L.some((element) => sameValue(element, part));
  if (part.S !== undefined) return value.S?.includes(part.S) ?? value.SS?.includes(part.S) ?? false;
  if (part.N !== undefined) return value.NS?.includes(part.N) ?? false;
  const bytes = part.B;
  if (bytes === undefined) return false;
  if (value.BS) return value.BS.some((member) => sameBytes(member, bytes));
  const whole = value.B;
  if (!whole) return false;
  for (let at = 0; at + bytes.length <= whole.length; at++) if (sameBytes(whole.subarray(at, at + bytes.length), bytes)) return true;
  return false;
}
