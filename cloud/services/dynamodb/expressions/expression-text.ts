import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Condition, Operand } from './condition.ts';

/** For tests: writes a condition as text, with placeholders for every name and value. */
export function writeCondition(condition: Condition): {
  text: string;
  names: Record<string, string>;
  values: Record<string, AttributeValue>;
} {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const operand = (one: Operand<AttributeValue>): string => {
    if (one.kind === 'size') return `size(${operand(one.of)})`;
    if (one.kind === 'value') {
      const name = `:v${Object.keys(values).length}`;
      values[name] = one.value;
      return name;
    }
    return one.path
      .map((part, at) => {
        if (typeof part === 'number') return `[${part}]`;
        const name = `#n${Object.keys(names).length}`;
        names[name] = part;
        return at === 0 ? name : `.${name}`;
      })
      .join('');
  };
  const write = (one: Condition): string => {
    switch (one.kind) {
      case 'and':
      case 'or':
        return one.terms
          .map((term) => (term.kind === 'and' || term.kind === 'or' ? `(${write(term)})` : write(term)))
          .join(` ${one.kind.toUpperCase()} `);
      case 'not':
        return `NOT ${one.term.kind === 'and' || one.term.kind === 'or' ? `(${write(one.term)})` : write(one.term)}`;
      case 'compare':
        return `${operand(one.left)} ${one.comparator} ${operand(one.right)}`;
      case 'between':
        return `${operand(one.operand)} between ${operand(one.low)} AND ${operand(one.high)}`;
      case 'in':
        return `${operand(one.operand)} in (${one.list.map(operand).join(', ')})`;
      case 'function':
        return `${one.name}(${one.args.map(operand).join(',')})`;
    }
  };
  return { text: write(condition), names, values };
}
