import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type AttributeType, checkValue, type Item, invalid, setAttribute, typeOf } from '../attribute-value.ts';
import type { Comparator, Condition, Operand } from '../expressions/condition.ts';
import type { Path } from '../expressions/tokens.ts';
import { notWellFormed, type PartiqlTokens } from './tokens.ts';

const COMPARATORS: Record<string, Comparator> = { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const ORDERED: readonly AttributeType[] = ['S', 'N', 'B'];
const FUNCTIONS: Record<string, 'begins_with' | 'contains' | 'attribute_type'> = {
  begins_with: 'begins_with',
  contains: 'contains',
  attribute_type: 'attribute_type',
};

/** Reads WHERE clauses, paths and values of a statement, taking its parameters one by one. */
export class PartiqlConditions {
  readonly #tokens: PartiqlTokens;
  readonly #parameters: readonly AttributeValue[];
  #used = 0;

  constructor(tokens: PartiqlTokens, parameters: readonly AttributeValue[]) {
    this.#tokens = tokens;
    this.#parameters = parameters;
  }

  /** Fails unless every parameter was used. */
  done(): void {
    if (this.#used !== this.#parameters.length) throw invalid("Number of parameters in request and statement don't match.");
  }

  parse(): Condition {
    const terms = [this.#and()];
    while (this.#tokens.acceptWords('OR')) terms.push(this.#and());
    return terms.length === 1 ? terms[0]! : { kind: 'or', terms };
  }

  path(): Path {
    const path: (string | number)[] = [this.#tokens.name()];
    for (;;) {
      if (this.#tokens.accept('.')) path.push(this.#tokens.name());
      else if (this.#tokens.accept('[')) {
        const { kind, text } = this.#tokens.take();
        if (kind !== 'number' && kind !== 'string') throw notWellFormed(`Unexpected ${text} in a path`);
        path.push(kind === 'number' ? Number(text) : text);
        this.#tokens.expect(']');
      } else return path;
    }
  }

  /** Whether a value comes next, not a path. */
  startsValue(): boolean {
    const { kind, text } = this.#tokens.peek();
    if (kind === 'string' || kind === 'number') return true;
    if (kind === 'symbol') return ['?', '[', '{', '<<', '-', '+'].includes(text);
    return ['TRUE', 'FALSE', 'NULL'].some((word) => this.#tokens.isWord(word));
  }

  /** A literal or parameter. */
  value(): AttributeValue {
    const value = this.#literal();
    checkValue(value);
    return value;
  }

  #literal(): AttributeValue {
    const tokens = this.#tokens;
    if (tokens.acceptWords('TRUE')) return { BOOL: true };
    if (tokens.acceptWords('FALSE')) return { BOOL: false };
    if (tokens.acceptWords('NULL')) return { NULL: true };
    if (tokens.accept('?')) {
      const parameter = this.#parameters[this.#used++];
      if (!parameter) throw invalid("Number of parameters in request and statement don't match.");
      return parameter;
    }
    if (tokens.accept('[')) return { L: this.#list(']') };
    if (tokens.accept('<<')) return setOf(this.#list('>>'));
    if (tokens.accept('{')) return { M: this.#map() };
    const sign = tokens.accept('-') ? '-' : '';
    if (sign === '') tokens.accept('+');
    const { kind, text } = tokens.take();
    if (kind === 'number') return { N: sign + text };
    if (kind === 'string' && sign === '') return { S: text };
    throw notWellFormed(`Unexpected ${text}`);
  }

  #list(end: string): AttributeValue[] {
    const list: AttributeValue[] = [];
    if (this.#tokens.accept(end)) return list;
    do list.push(this.value());
    while (this.#tokens.accept(','));
    this.#tokens.expect(end);
    return list;
  }

  #map(): Item {
    const map: Item = {};
    if (this.#tokens.accept('}')) return map;
    do {
      const { kind, text } = this.#tokens.take();
      if (kind !== 'string') throw notWellFormed(`Unexpected ${text}, a name in single quotes was expected`);
      this.#tokens.expect(':');
      setAttribute(map, text, this.value());
    } while (this.#tokens.accept(','));
    this.#tokens.expect('}');
    return map;
  }

  #and(): Condition {
    const terms = [this.#not()];
    while (this.#tokens.acceptWords('AND')) terms.push(this.#not());
    return terms.length === 1 ? terms[0]! : { kind: 'and', terms };
  }

  #not(): Condition {
    if (this.#tokens.acceptWords('NOT')) return { kind: 'not', term: this.#not() };
    if (this.#tokens.accept('(')) {
      const inner = this.parse();
      this.#tokens.expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): Condition {
    const tokens = this.#tokens;
    const fn = tokens.isCall() ? FUNCTIONS[tokens.peek().text.toLowerCase()] : undefined;
    if (fn) {
      tokens.take();
      tokens.expect('(');
      const first = this.#operand();
      tokens.expect(',');
      const second = this.#operand();
      tokens.expect(')');
      if (fn === 'begins_with') checkOperand(fn, second, ['S', 'B']);
      return { kind: 'function', name: fn, args: [first, second] };
    }
    const left = this.#operand();
    if (tokens.acceptWords('IS')) return this.#is(left);
    if (tokens.acceptWords('BETWEEN')) {
      const low = this.#operand();
      tokens.expectWords('AND');
      const high = this.#operand();
      for (const side of [low, high]) checkOperand('BETWEEN', side, ORDERED);
      return { kind: 'between', operand: left, low, high };
    }
    const negated = tokens.acceptWords('NOT');
    if (tokens.acceptWords('IN')) {
      const values = tokens.accept('[') ? this.#list(']') : tokens.accept('(') ? this.#list(')') : undefined;
      if (!values) throw tokens.unexpected();
      const within: Condition = { kind: 'in', operand: left, list: values.map((value) => ({ kind: 'value', value })) };
      return negated ? { kind: 'not', term: within } : within;
    }
    const comparator = tokens.peek().kind === 'symbol' ? COMPARATORS[tokens.peek().text] : undefined;
    if (!comparator || negated) throw tokens.unexpected();
    tokens.take();
    const right = this.#operand();
    if (comparator !== '=' && comparator !== '<>') for (const side of [left, right]) checkOperand(comparator, side, ORDERED);
    const compared: Condition = { kind: 'compare', comparator, left, right };
    if (comparator !== '<>') return compared;
    // Reason: in PartiQL a comparison with what is MISSING is not true.
    const present = [left, right].filter(({ kind }) => kind === 'path');
    return {
      kind: 'and',
      terms: [...present.map((path): Condition => ({ kind: 'function', name: 'attribute_exists', args: [path] })), compared],
    };
  }

  #is(subject: Operand<AttributeValue>): Condition {
    const negated = this.#tokens.acceptWords('NOT');
    let condition: Condition;
    if (this.#tokens.acceptWords('MISSING')) condition = { kind: 'function', name: 'attribute_not_exists', args: [subject] };
    else {
      this.#tokens.expectWords('NULL');
      condition = { kind: 'function', name: 'attribute_type', args: [subject, { kind: 'value', value: { S: 'NULL' } }] };
    }
    return negated ? { kind: 'not', term: condition } : condition;
  }

  #operand(): Operand<AttributeValue> {
    const tokens = this.#tokens;
    if (tokens.isCall()) {
      if (!tokens.acceptWords('SIZE')) throw invalid(`Unsupported function: ${tokens.peek().text}`);
      tokens.expect('(');
      const of = this.#operand();
      tokens.expect(')');
      return { kind: 'size', of };
    }
    return this.startsValue() ? { kind: 'value', value: this.value() } : { kind: 'path', path: this.path() };
  }
}

function checkOperand(operator: string, operand: Operand<AttributeValue>, types: readonly AttributeType[]): void {
  if (operand.kind !== 'value' || types.includes(typeOf(operand.value))) return;
  throw invalid(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`,
  );
}

function setOf(members: readonly AttributeValue[]): AttributeValue {
  if (members.length > 0 && members.every(({ S }) => S !== undefined)) return { SS: members.map(({ S }) => S!) };
  if (members.length > 0 && members.every(({ N }) => N !== undefined)) return { NS: members.map(({ N }) => N!) };
  if (members.length > 0 && members.every(({ B }) => B !== undefined)) return { BS: members.map(({ B }) => B!) };
  throw invalid('A set holds one or more members, all of them strings, numbers or binaries');
}
