import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalid, invalidParameter, typeOf } from '../attribute-value.ts';
import { encodeKeyValue, encodeKeyValues, splitKeyText, spread } from '../keys.ts';
import type { Entry } from '../ordered.ts';
import type { Key, KeyAttribute } from '../state.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { compareValues } from './evaluate.ts';

/** The entries a Query reads: one partition, and a run of its sort keys. */
export interface KeyRange {
  order: number;
  hash: string;
  /** Negative, zero or positive for an entry of the partition before, in or after the run. */
  position(entry: Entry): number;
}

/** One condition on one key attribute, the attribute on the left. */
interface KeyTerm {
  name: string;
  operator: Comparator | 'BETWEEN' | 'begins_with';
  values: AttributeValue[];
}

const MIRRORED: Record<Comparator, Comparator> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const NOT_SUPPORTED = 'Query key condition not supported';

/** What a key condition selects of a table or index. Throws ValidationException. */
export function keyRange(condition: Condition, key: Key): KeyRange {
  const terms = flatten(condition).map(termOf);
  terms.forEach(({ name }, at) => {
    if (terms.findIndex((other) => other.name === name) < at)
      throw invalid('Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key');
  });
  const most = key.hash.length + key.range.length;
  if (terms.length > Math.max(2, most)) {
    throw invalid(`The number of query conditions (${terms.length}) exceeds the number of key attributes defined in the schema (${most})`);
  }
  const hashValues = key.hash.map((attribute) => {
    const term = terms.find(({ name }) => name === attribute.name);
    if (!term) throw invalid(`Query condition missed key schema element: ${attribute.name}`);
    if (term.operator !== '=') throw invalid(NOT_SUPPORTED);
    checkValues(term, attribute);
    return term.values[0]!;
  });
  const hash = encodeKeyValues(hashValues, key.hash.length);
  return { order: spread(hash), hash, position: rangePosition(terms, key) };
}

function rangePosition(terms: KeyTerm[], key: Key): KeyRange['position'] {
  const rest = terms.filter(({ name }) => !key.hash.some((attribute) => attribute.name === name));
  if (rest.length === 0) return () => 0;
  if (key.range.length === 0) throw invalid(NOT_SUPPORTED);
  refuseGaps(rest, key.range);
  const used = key.range.slice(0, rest.length).map((attribute) => {
    const term = rest.find(({ name }) => name === attribute.name);
    if (!term) throw invalid(`Query condition missed key schema element: ${attribute.name}`);
    if (term.operator === '<>') throw invalid(NOT_SUPPORTED);
    checkValues(term, attribute);
    return term;
  });
  const tests = used.map((term) => positionTest(term, key.range.length));
  return ({ sort }) => {
    const parts = splitKeyText(sort, key.range.length);
    for (let at = 0; at < tests.length; at++) {
      const position = tests[at]!(parts[at]!);
      if (position !== 0) return position;
    }
    return 0;
  };
}

/** Sort key attributes are conditioned from the first on, with equality on all but the last. Throws ValidationException. */
function refuseGaps(terms: KeyTerm[], range: KeyAttribute[]): void {
  const last = range.findLast(({ name }) => terms.some((term) => term.name === name));
  if (!last) return;
  const open = range
    .slice(0, range.indexOf(last))
    .map(({ name }) => name)
    .filter((name) => !terms.some((term) => term.name === name && term.operator === '='));
  if (open.length === 0) return;
  throw invalid(
    `RANGE key attributes ${open.join(', ')} must have equality conditions specified in the query because a condition is present on key attribute ${last.name}`,
  );
}

function positionTest({ operator, values }: KeyTerm, of: number): (part: string) => number {
  const [low, high] = values.map((value) => (of === 1 ? encodeKeyValue(value) : encodeKeyValue(value).replaceAll('\0', '\0\xff')));
  switch (operator) {
    case '<':
      return (part) => (part < low! ? 0 : 1);
    case '<=':
      return (part) => (part <= low! ? 0 : 1);
    case '>':
      return (part) => (part > low! ? 0 : -1);
    case '>=':
      return (part) => (part >= low! ? 0 : -1);
    case 'BETWEEN':
      return (part) => (part < low! ? -1 : part > high! ? 1 : 0);
    case 'begins_with':
      return (part) => (part < low! ? -1 : part.startsWith(low!) ? 0 : 1);
    default:
      return (part) => (part < low! ? -1 : part > low! ? 1 : 0);
  }
}

function flatten(condition: Condition): Condition[] {
  if (condition.kind === 'or' || condition.kind === 'not') {
    throw invalid(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`);
  }
  return condition.kind === 'and' ? condition.terms.flatMap(flatten) : [condition];
}

function termOf(condition: Condition): KeyTerm {
  switch (condition.kind) {
    case 'compare': {
      const { comparator, left, right } = condition;
      if (comparator === '<>') throw invalid('Invalid operator used in KeyConditionExpression: <>');
      const name = keyName([left, right]);
      return left.kind === 'path'
        ? { name, operator: comparator, values: valuesOf([right]) }
        : { name, operator: MIRRORED[comparator], values: valuesOf([left]) };
    }
    case 'between': {
      const name = keyName([condition.operand, condition.low, condition.high]);
      requireFirst(condition.operand, 'BETWEEN');
      return { name, operator: 'BETWEEN', values: valuesOf([condition.low, condition.high]) };
    }
    case 'function': {
      if (condition.name !== 'begins_with') throw invalid(`Invalid operator used in KeyConditionExpression: ${condition.name}`);
      const name = keyName(condition.args);
      requireFirst(condition.args[0]!, 'begins_with');
      return { name, operator: 'begins_with', values: valuesOf(condition.args.slice(1)) };
    }
    default:
      throw invalid(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`);
  }
}

function keyName(operands: Operand<AttributeValue>[]): string {
  const paths = operands.filter((operand) => operand.kind === 'path');
  if (operands.some(({ kind }) => kind === 'size')) throw invalid('KeyConditionExpressions cannot contain nested operations');
  if (paths.length > 1) throw invalid('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition');
  const path = paths[0]?.path;
  if (!path) throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  if (path.length > 1) throw invalid('Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes');
  return String(path[0]);
}

function requireFirst(operand: Operand<AttributeValue>, operator: string): void {
  if (operand.kind === 'path') return;
  throw invalid(`Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`);
}

function valuesOf(operands: Operand<AttributeValue>[]): AttributeValue[] {
  return operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
}

function checkValues({ operator, values }: KeyTerm, { name, type }: KeyAttribute): void {
  for (const value of values) {
    if (typeOf(value) !== type || (operator === 'begins_with' && type === 'N')) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    const empty = value.S === '' ? 'string' : value.B?.length === 0 ? 'binary' : undefined;
    if (empty) {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      );
    }
  }
  if (operator === 'BETWEEN' && compareValues(values[0]!, values[1]!)! > 0) {
    throw invalid('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound');
  }
}
