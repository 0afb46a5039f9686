import type { AttributeValue, AttributeValueUpdate, ExpectedAttributeValue, Condition as LegacyComparison } from '@aws-sdk/client-dynamodb';
import { type AttributeType, checkValue, invalid, invalidParameter, typeOf } from '../attribute-value.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { compareValues } from './evaluate.ts';
import { type Projection, projectionOf } from './projection.ts';
import type { Update } from './update-expression.ts';

/** The parameters that ConditionExpression replaced. Developer Guide, "Legacy conditional parameters". */
export interface LegacyCondition {
  Expected?: Record<string, ExpectedAttributeValue> | undefined;
  ConditionalOperator?: string | undefined;
}

const COMPARATORS: Record<string, Comparator> = { EQ: '=', NE: '<>', LT: '<', LE: '<=', GT: '>', GE: '>=' };
const SCALARS: readonly AttributeType[] = ['S', 'N', 'B'];
/** How many values an operator takes; undefined: one or more. */
const ARGUMENTS: Record<string, number | undefined> = {
  EQ: 1,
  NE: 1,
  LE: 1,
  LT: 1,
  GE: 1,
  GT: 1,
  CONTAINS: 1,
  NOT_CONTAINS: 1,
  BEGINS_WITH: 1,
  NULL: 0,
  NOT_NULL: 0,
  BETWEEN: 2,
  IN: undefined,
};

/** Expected as a condition. Throws ValidationException. */
export function legacyCondition({ Expected, ConditionalOperator }: LegacyCondition): Condition | undefined {
  if (!Expected) {
    if (ConditionalOperator !== undefined) throw invalidParameter('ConditionalOperator cannot be used without Filter or Expected');
    return undefined;
  }
  const terms = Object.entries(Expected).map(([name, expected]) => expectation(name, expected));
  return combined(terms, ConditionalOperator);
}

/** ScanFilter, QueryFilter: comparisons by attribute. Throws ValidationException. */
export function legacyFilter(filter: Record<string, LegacyComparison> | undefined, operator: string | undefined): Condition | undefined {
  if (!filter) {
    if (operator !== undefined) throw invalidParameter('ConditionalOperator cannot be used without Filter or Expected');
    return undefined;
  }
  const terms = Object.entries(filter).map(([name, { ComparisonOperator, AttributeValueList }]) =>
    comparison(name, ComparisonOperator, AttributeValueList ?? []),
  );
  return combined(terms, operator);
}

/** AttributesToGet as a projection. Throws ValidationException. */
export function legacyProjection(names: readonly string[] | undefined): Projection | undefined {
  if (!names) return undefined;
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${twice}`);
  return projectionOf(names.map((name) => [name]));
}

/** AttributeUpdates as an update. Throws ValidationException. */
export function legacyUpdate(updates: Record<string, AttributeValueUpdate> | undefined): Update {
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  for (const [name, { Action = 'PUT', Value: value }] of Object.entries(updates ?? {})) {
    const path = [name];
    if (value) checkValue(value);
    else if (Action !== 'DELETE') throw invalidParameter(`Only DELETE action is allowed when no attribute value is specified`);
    if (Action === 'PUT') update.set.push({ path, operand: { kind: 'value', value: value! } });
    else if (Action === 'ADD') {
      refuseType(value!, 'ADD', ['N', 'SS', 'NS', 'BS', 'L']);
      update.add.push({ path, value: value! });
    } else if (value) {
      refuseType(value, 'DELETE', ['SS', 'NS', 'BS']);
      update.delete.push({ path, value });
    } else update.remove.push({ path });
  }
  return update;
}

function refuseType(value: AttributeValue, action: string, types: readonly AttributeType[]): void {
  const type = typeOf(value);
  if (!types.includes(type)) throw invalidParameter(`Action ${action} is not supported for the type ${type}`);
}

function combined(terms: Condition[], operator: string | undefined): Condition {
  return terms.length === 1 ? terms[0]! : { kind: operator === 'OR' ? 'or' : 'and', terms };
}

function expectation(name: string, { Exists, Value, ComparisonOperator, AttributeValueList }: ExpectedAttributeValue): Condition {
  if (ComparisonOperator !== undefined) {
    if (Exists !== undefined) throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    if (Value && AttributeValueList) throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
    return comparison(name, ComparisonOperator, AttributeValueList ?? (Value ? [Value] : []));
  }
  if (AttributeValueList) throw invalidParameter(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  if (Exists === false) {
    if (Value) throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return exists(name, 'attribute_not_exists');
  }
  if (!Value) throw invalidParameter(`Value must be provided when Exists is ${Exists ?? 'null'} for Attribute: ${name}`);
  return comparison(name, 'EQ', [Value]);
}

/** One legacy comparison as a condition. Throws ValidationException. */
export function comparison(name: string, operator: string | undefined, values: readonly AttributeValue[]): Condition {
  for (const value of values) checkValue(value);
  checkArguments(operator!, values);
  const subject: Operand<AttributeValue> = { kind: 'path', path: [name] };
  const [first, second] = values.map((value) => ({ kind: 'value' as const, value }));
  switch (operator) {
    case 'NULL':
      return exists(name, 'attribute_not_exists');
    case 'NOT_NULL':
      return exists(name, 'attribute_exists');
    case 'BETWEEN':
      return { kind: 'between', operand: subject, low: first!, high: second! };
    case 'IN':
      return { kind: 'in', operand: subject, list: values.map((value) => ({ kind: 'value', value })) };
    case 'BEGINS_WITH':
      return { kind: 'function', name: 'begins_with', args: [subject, first!] };
    case 'CONTAINS':
      return { kind: 'function', name: 'contains', args: [subject, first!] };
    case 'NOT_CONTAINS': {
      const contained: Condition = { kind: 'function', name: 'contains', args: [subject, first!] };
      return { kind: 'and', terms: [exists(name, 'attribute_exists'), { kind: 'not', term: contained }] };
    }
    default:
      return { kind: 'compare', comparator: COMPARATORS[operator!]!, left: subject, right: first! };
  }
}

function exists(name: string, fn: 'attribute_exists' | 'attribute_not_exists'): Condition {
  return { kind: 'function', name: fn, args: [{ kind: 'path', path: [name] }] };
}

function checkArguments(operator: string, values: readonly AttributeValue[]): void {
  const wanted = ARGUMENTS[operator];
  if (wanted === undefined ? values.length === 0 : values.length !== wanted) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const ordered = ['LT', 'LE', 'GT', 'GE', 'BETWEEN', 'IN', 'CONTAINS', 'NOT_CONTAINS'].includes(operator);
  const types = operator === 'BEGINS_WITH' ? (['S', 'B'] as const) : ordered ? SCALARS : undefined;
  for (const value of values) {
    const type = typeOf(value);
    if (types && !(types as readonly string[]).includes(type)) {
      throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
    }
  }
  if (operator === 'IN' && values.some((value) => typeOf(value) !== typeOf(values[0]!))) {
    throw invalidParameter('AttributeValues inside AttributeValueList must all be of the same type');
  }
  if (operator !== 'BETWEEN') return;
  const order = compareValues(values[0]!, values[1]!);
  if (order === undefined) throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  if (order > 0) throw invalid('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound');
}
