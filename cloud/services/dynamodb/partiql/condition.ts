import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type AttributeType, checkItem, checkValue, type Item, invalid, setAttribute, typeOf } from '../attribute-value.ts';
import type { Comparator, Condition, Operand } from '../expressions/condition.ts';
import type { Path } from '../expressions/tokens.ts';
import { numberOf, setOf } from './literal.ts';
import { notWellFormed, type PartiqlTokens } from './tokens.ts';

const COMPARATORS: Record<string, Comparator> = { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const ORDERED: readonly AttributeType[] = ['S', 'N', 'B'];
/** The functions that are conditions, and how many operands they take. */
const FUNCTIONS = { attribute_exists: 1, attribute_not_exists: 1, attribute_type: 2, begins_with: 2, contains: 2 } as const;
/** The types that IS can ask for, by PartiQL's names. */
const TYPE_NAMES = { NULL: 'NULL', BOOL: 'BOOL', STRING: 'S' } as const;

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

  /** A literal or parameter. `where` is its place in the value it belongs to, for messages. */
  value(where = 'root'): AttributeValue {
    const value = this.#literal(where);
    checkValue(value);
    return value;
  }

  /** An item to insert. */
  item(): Item {
    const { M: item } = this.#tokens.accept('{') ? { M: this.#map(() => 'root') } : this.value();
    if (!item) throw notWellFormed('INSERT takes one item as its VALUE');
    checkItem(item);
    return item;
  }

  /** What a function is given, up to its closing parenthesis. */
  operands(): Operand<AttributeValue>[] {
    const operands: Operand<AttributeValue>[] = [];
    if (this.#tokens.accept(')')) return operands;
    do operands.push(this.#operand());
    while (this.#tokens.accept(','));
    this.#tokens.expect(')');
    return operands;
  }

  #literal(where: string): AttributeValue {
    const tokens = this.#tokens;
    if (tokens.acceptWords('TRUE')) return { BOOL: true };
    if (tokens.acceptWords('FALSE')) return { BOOL: false };
    if (tokens.acceptWords('NULL')) return { NULL: true };
    if (tokens.accept('?')) {
      const parameter = this.#parameters[this.#used++];
      if (!parameter) throw invalid("Number of parameters in request and statement don't match.");
      return parameter;
    }
    if (tokens.accept('[')) return { L: this.#list(']', where) };
    if (tokens.accept('<<')) return setOf(this.#list('>>', where));
    if (tokens.accept('{')) return { M: this.#map((name) => `${where}.${name}`) };
    const sign = tokens.accept('-') ? '-' : '';
    if (sign === '') tokens.accept('+');
    const { kind, text } = tokens.take();
    if (kind === 'number') return { N: numberOf(sign + text, where) };
    if (kind === 'string' && sign === '') return { S: text };
    throw notWellFormed(`Unexpected ${text}`);
  }

  #list(end: string, where = 'root'): AttributeValue[] {
    const list: AttributeValue[] = [];
    if (this.#tokens.accept(end)) return list;
    do list.push(this.value(`${where}[${list.length}]`));
    while (this.#tokens.accept(','));
    this.#tokens.expect(end);
    return list;
  }

  #map(where: (name: string) => string): Item {
    const map: Item = {};
    if (this.#tokens.accept('}')) return map;
    do {
      const { kind, text } = this.#tokens.take();
      if (kind !== 'string') throw notWellFormed(`Unexpected ${text}, a name in single quotes was expected`);
      this.#tokens.expect(':');
      setAttribute(map, text, this.value(where(text)));
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
    const name = tokens.isCall() ? tokens.peek().text.toLowerCase() : '';
    if (isFunction(name)) return this.#call(name);
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

  /** A function that is a condition, by itself or compared with TRUE or FALSE. */
  #call(name: keyof typeof FUNCTIONS): Condition {
    const tokens = this.#tokens;
    tokens.take();
    tokens.expect('(');
    const args = this.operands();
    if (args.length !== FUNCTIONS[name]) {
      throw invalid(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
      );
    }
    if (args.length === 1 && args[0]!.kind !== 'path') {
      throw invalid(`Operator or function requires a document path; operator or function: ${name}`);
    }
    if (name === 'begins_with') checkOperand(name, args[1]!, ['S', 'B']);
    const condition: Condition = { kind: 'function', name, args };
    if (!tokens.accept('=')) return condition;
    if (tokens.acceptWords('TRUE')) return condition;
    tokens.expectWords('FALSE');
    return { kind: 'not', term: condition };
  }

  #is(subject: Operand<AttributeValue>): Condition {
    const negated = this.#tokens.acceptWords('NOT');
    let condition: Condition;
    if (this.#tokens.acceptWords('MISSING')) condition = { kind: 'function', name: 'attribute_not_exists', args: [subject] };
    else {
      const named = Object.entries(TYPE_NAMES).find(([name]) => this.#tokens.acceptWords(name));
      if (!named) throw this.#tokens.unexpected();
      condition = { kind: 'function', name: 'attribute_type', args: [subject, { kind: 'value', value: { S: named[1] } }] };
    }
    return negated ? { kind: 'not', term: condition } : condition;
  }

  #operand(): Operand<AttributeValue> {
    const tokens = this.#tokens;
    if (tokens.isCall()) {
      const call = tokens.peek();
      if (!tokens.acceptWords('SIZE')) throw invalid(`Unrecognized function: ${call.text.toLowerCase()} at ${tokens.place(call)}`);
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

function isFunction(name: string): name is keyof typeof FUNCTIONS {
  return Object.hasOwn(FUNCTIONS, name);
}
