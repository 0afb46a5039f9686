import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type AttributeType, describeValue, invalid, TYPES, typeOf } from '../attribute-value.ts';
import type { Binder } from './binder.ts';
import type { Condition, Operand } from './condition.ts';
import { compareValues } from './evaluate.ts';
import { type ExpressionKind, type Path, refuseOperand, showPath } from './tokens.ts';

const ORDERED_TYPES: readonly AttributeType[] = ['S', 'N', 'B'];
const SIZED_TYPES: readonly AttributeType[] = ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'];

/** Puts real names and values into a parsed condition and checks its operands' types. Throws ValidationException. */
export function bindCondition(binder: Binder, kind: ExpressionKind, condition: Condition<string>): Condition {
  const operand = (parsed: Operand<string>) => bindOperand(binder, kind, parsed);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, terms: condition.terms.map((term) => bindCondition(binder, kind, term)) };
    case 'not':
      return { kind: 'not', term: bindCondition(binder, kind, condition.term) };
    case 'compare': {
      const { comparator } = condition;
      const [left, right] = [operand(condition.left), operand(condition.right)];
      if (comparator !== '=' && comparator !== '<>') for (const side of [left, right]) checkType(kind, comparator, side, ORDERED_TYPES);
      checkDistinct(kind, comparator, left, [right]);
      return { kind: 'compare', comparator, left, right };
    }
    case 'between': {
      const [subject, low, high] = [operand(condition.operand), operand(condition.low), operand(condition.high)];
      for (const side of [subject, low, high]) checkType(kind, 'BETWEEN', side, ORDERED_TYPES);
      checkBounds(kind, low, high);
      checkDistinct(kind, 'BETWEEN', subject, [low, high]);
      return { kind: 'between', operand: subject, low, high };
    }
    case 'in': {
      const [subject, list] = [operand(condition.operand), condition.list.map(operand)];
      checkDistinct(kind, 'IN', subject, list);
      return { kind: 'in', operand: subject, list };
    }
    case 'function': {
      const { name } = condition;
      const args = condition.args.map(operand);
      const [first, second] = args;
      if (name === 'attribute_exists' || name === 'attribute_not_exists') {
        if (first!.kind !== 'path')
          throw invalid(`Invalid ${kind}: Operator or function requires a document path; operator or function: ${name}`);
      } else if (name === 'attribute_type') checkTypeName(kind, second!);
      else if (name === 'begins_with') for (const side of args) checkType(kind, name, side, ['S', 'B']);
      if (second) checkDistinct(kind, name, first!, [second]);
      return { kind: 'function', name, args };
    }
  }
}

function bindOperand(binder: Binder, kind: ExpressionKind, operand: Operand<string>): Operand<AttributeValue> {
  if (operand.kind === 'path') return { kind: 'path', path: binder.path(kind, operand.path) };
  if (operand.kind === 'value') return { kind: 'value', value: binder.value(kind, operand.value) };
  const of = bindOperand(binder, kind, operand.of);
  if (of.kind === 'value' && !SIZED_TYPES.includes(typeOf(of.value))) throw refuseOperand(kind, 'size', of.value);
  return { kind: 'size', of };
}

function checkType(kind: ExpressionKind, operator: string, operand: Operand<AttributeValue>, types: readonly AttributeType[]): void {
  if (operand.kind === 'value' && !types.includes(typeOf(operand.value))) throw refuseOperand(kind, operator, operand.value);
}

function checkTypeName(kind: ExpressionKind, operand: Operand<AttributeValue>): void {
  if (operand.kind !== 'value') {
    throw invalid(
      `Invalid ${kind}: Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {${operand.kind}}`,
    );
  }
  if (operand.value.S === undefined) throw refuseOperand(kind, 'attribute_type', operand.value);
  if (!TYPES.includes(operand.value.S as AttributeType)) {
    throw invalid(
      `Invalid ${kind}: Invalid attribute type name found; type: ${operand.value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
}

function checkBounds(kind: ExpressionKind, low: Operand<AttributeValue>, high: Operand<AttributeValue>): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const shown = `lower bound operand: AttributeValue: ${describeValue(low.value)}, upper bound operand: AttributeValue: ${describeValue(high.value)}`;
  const order = compareValues(low.value, high.value);
  if (order === undefined) {
    throw invalid(`Invalid ${kind}: The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`);
  }
  if (order > 0) {
    throw invalid(`Invalid ${kind}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`);
  }
}

/** DynamoDB refuses `a = a`, `contains(a, a)` and the like. */
function checkDistinct(kind: ExpressionKind, operator: string, first: Operand<AttributeValue>, others: Operand<AttributeValue>[]): void {
  if (first.kind !== 'path') return;
  if (!others.some((other) => other.kind === 'path' && samePath(other.path, first.path))) return;
  throw invalid(
    `Invalid ${kind}: The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}
