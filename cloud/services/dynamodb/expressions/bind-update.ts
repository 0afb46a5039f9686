import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type AttributeType, invalid, typeOf } from '../attribute-value.ts';
import type { Binder } from './binder.ts';
import { checkOverlaps } from './projection.ts';
import { refuseOperand } from './tokens.ts';
import type { SetOperand, Update } from './update-expression.ts';

const KIND = 'UpdateExpression';
const TYPE_NAMES: Record<AttributeType, string> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  M: 'MAP',
  L: 'LIST',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
};
const SETS: readonly AttributeType[] = ['SS', 'NS', 'BS'];

/** Puts real names and values into a parsed update and checks its operands' types. Throws ValidationException. */
export function bindUpdate(binder: Binder, update: Update<string>): Update {
  const bound: Update = {
    set: update.set.map(({ path, operand }) => ({ path: binder.path(KIND, path), operand: bindOperand(binder, operand) })),
    remove: update.remove.map(({ path }) => ({ path: binder.path(KIND, path) })),
    add: update.add.map(({ path, value }) => ({ path: binder.path(KIND, path), value: setValue(binder, 'ADD', value, ['N', ...SETS]) })),
    delete: update.delete.map(({ path, value }) => ({ path: binder.path(KIND, path), value: setValue(binder, 'DELETE', value, SETS) })),
  };
  checkOverlaps(KIND, updatedPaths(bound));
  return bound;
}

/** Every path an update writes to, in the order of its sections. */
export function updatedPaths(update: Update): Update['remove'][number]['path'][] {
  return [...update.set, ...update.remove, ...update.add, ...update.delete].map(({ path }) => path);
}

function setValue(binder: Binder, operator: 'ADD' | 'DELETE', name: string, types: readonly AttributeType[]): AttributeValue {
  const value = binder.value(KIND, name);
  const type = typeOf(value);
  if (types.includes(type)) return value;
  throw invalid(
    `Invalid ${KIND}: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${TYPE_NAMES[type]}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
  );
}

function bindOperand(binder: Binder, operand: SetOperand<string>): SetOperand<AttributeValue> {
  switch (operand.kind) {
    case 'path':
      return { kind: 'path', path: binder.path(KIND, operand.path) };
    case 'value':
      return { kind: 'value', value: binder.value(KIND, operand.value) };
    case 'if_not_exists':
      return { kind: 'if_not_exists', path: binder.path(KIND, operand.path), otherwise: bindOperand(binder, operand.otherwise) };
    case 'list_append': {
      const [first, second] = [bindOperand(binder, operand.first), bindOperand(binder, operand.second)];
      for (const side of [first, second]) checkType('list_append', side, 'L');
      return { kind: 'list_append', first, second };
    }
    case 'plus':
    case 'minus': {
      const [left, right] = [bindOperand(binder, operand.left), bindOperand(binder, operand.right)];
      for (const side of [left, right]) checkType(operand.kind === 'plus' ? '+' : '-', side, 'N');
      return { kind: operand.kind, left, right };
    }
  }
}

function checkType(operator: string, operand: SetOperand<AttributeValue>, type: AttributeType): void {
  if (operand.kind === 'value' && typeOf(operand.value) !== type) throw refuseOperand(KIND, operator, operand.value);
}
