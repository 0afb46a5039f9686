import { AwsError, notImplemented } from '../../../aws-error.ts';
import { atPath } from './json-path.ts';
import { knownMethods, knownVariables } from './vtl-methods.ts';
import type { BinaryOperator, Expression, Reference, Step, TemplateNode } from './vtl-syntax.ts';

const WORDS: Record<string, BinaryOperator> = { or: '||', and: '&&', eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };
const LEVELS: readonly BinaryOperator[][] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

/** Reads expressions out of a template, from one place on. */
export class ExpressionParser {
  readonly #source: string;
  readonly #template: (source: string) => TemplateNode[];
  at: number;

  /** `template` parses the double-quoted texts, which hold references. */
  constructor(source: string, at: number, template: (source: string) => TemplateNode[]) {
    this.#source = source;
    this.at = at;
    this.#template = template;
  }

  expect(token: string): void {
    this.#space();
    if (!this.#source.startsWith(token, this.at)) throw this.#malformed(`'${token}' expected`);
    this.at += token.length;
  }

  expression(level = 0): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.expression(level + 1);
    for (let operator = this.#operator(operators); operator; operator = this.#operator(operators)) {
      left = { kind: 'binary', operator, left, right: this.expression(level + 1) };
    }
    return left;
  }

  /** `$name.steps` or `${name.steps}` */
  reference(): Reference {
    const open = this.#take(/\$!?(\{?)/);
    if (!open) throw this.#malformed('a reference expected');
    const reference = this.referenceBody();
    if (open[1] === '{') this.expect('}');
    return reference;
  }

  /** What follows the dollar sign. */
  referenceBody(): Reference {
    const name = this.#takeHere(/[A-Za-z_][\w-]*/)?.[0];
    if (name === undefined) throw this.#malformed('a name expected');
    const steps: Step[] = [];
    for (;;) {
      const property = this.#takeHere(/\.([A-Za-z_][\w-]*)/)?.[1];
      if (property !== undefined) {
        if (this.#takeHere(/\(/)) steps.push({ kind: 'method', name: property, args: this.#until(')') });
        else steps.push({ kind: 'property', name: property });
      } else if (this.#takeHere(/\[/)) {
        steps.push({ kind: 'index', index: this.expression() });
        this.expect(']');
      } else break;
    }
    checkSteps(name, steps);
    return { name, steps };
  }

  #until(close: string): Expression[] {
    const items: Expression[] = [];
    this.#space();
    while (!this.#source.startsWith(close, this.at)) {
      if (items.length > 0) this.expect(',');
      items.push(this.expression());
      this.#space();
      if (this.at >= this.#source.length) throw this.#malformed(`'${close}' expected`);
    }
    this.at += close.length;
    return items;
  }

  #operator(operators: readonly BinaryOperator[]): BinaryOperator | undefined {
    this.#space();
    const symbol = operators.find((one) => this.#source.startsWith(one, this.at));
    if (symbol) {
      this.at += symbol.length;
      return symbol;
    }
    const word = /^(or|and|eq|ne|lt|le|gt|ge)\b/.exec(this.#source.slice(this.at, this.at + 4))?.[1];
    if (word === undefined || !operators.includes(WORDS[word]!)) return undefined;
    this.at += word.length;
    return WORDS[word];
  }

  #unary(): Expression {
    if (this.#take(/!(?!=)|not\b/)) return { kind: 'not', operand: this.#unary() };
    const number = this.#take(/-?\d+(\.\d+)?/);
    if (number) return { kind: 'literal', value: Number(number[0]) };
    if (this.#take(/-/)) return { kind: 'negative', operand: this.#unary() };
    const constant = this.#take(/(true|false|null)\b/)?.[1];
    if (constant !== undefined) return { kind: 'literal', value: constant === 'null' ? null : constant === 'true' };
    const single = this.#take(/'((?:[^']|'')*)'/);
    if (single) return { kind: 'literal', value: single[1]!.replaceAll("''", "'") };
    const double = this.#take(/"((?:[^"]|"")*)"/);
    if (double) return { kind: 'template', nodes: this.#template(double[1]!.replaceAll('""', '"')) };
    if (this.#take(/\(/)) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.#take(/\[/)) return this.#list();
    if (this.#take(/\{/)) return this.#map();
    this.#space();
    if (this.#source[this.at] === '$') return { kind: 'reference', reference: this.reference() };
    throw this.#malformed('an expression expected');
  }

  #list(): Expression {
    if (this.#take(/\]/)) return { kind: 'list', items: [] };
    const first = this.expression();
    if (this.#take(/\.\./)) {
      const to = this.expression();
      this.expect(']');
      return { kind: 'range', from: first, to };
    }
    if (this.#take(/,/)) return { kind: 'list', items: [first, ...this.#until(']')] };
    this.expect(']');
    return { kind: 'list', items: [first] };
  }

  #map(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.#take(/\}/)) {
      if (entries.length > 0) this.expect(',');
      const key = this.expression();
      this.expect(':');
      entries.push([key, this.expression()]);
    }
    return { kind: 'map', entries };
  }

  #space(): void {
    this.#takeHere(/\s+/);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    this.#space();
    return this.#takeHere(pattern);
  }

  #takeHere(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.#source);
    if (match) this.at = sticky.lastIndex;
    return match ?? undefined;
  }

  #malformed(reason: string): AwsError {
    const line = this.#source.slice(0, this.at).split('\n').length;
    return new AwsError('BadRequestException', `Invalid mapping template specified: ${reason} in line ${line}`);
  }
}

/** Refuses what would come out empty only because it is not built. */
function checkSteps(name: string, steps: readonly Step[]): void {
  const [first] = steps;
  if (name === 'context' && first?.kind === 'property' && first.name === 'requestOverride') {
    throw notImplemented('apigateway mapping templates with $context.requestOverride');
  }
  if (Object.hasOwn(knownVariables, name)) {
    const members = knownVariables[name];
    const isBody = name === 'input' && first?.kind === 'property' && first.name === 'body';
    if (members && first && !isBody && (first.kind !== 'method' || !members.includes(first.name))) {
      throw notImplemented(`apigateway mapping templates with $${name}.${first.kind === 'index' ? '[]' : first.name}`);
    }
    const literal = first?.kind === 'method' ? first.args[0] : undefined;
    if (first?.kind === 'method' && (first.name === 'json' || first.name === 'path') && name === 'input') {
      if (literal?.kind === 'literal' && typeof literal.value === 'string') atPath(undefined, literal.value);
    }
  }
  for (const step of members(name) ? steps.slice(1) : steps) {
    if (step.kind === 'method' && !knownMethods.includes(step.name))
      throw notImplemented(`apigateway mapping templates with the method ${step.name}()`);
  }
}

function members(name: string): boolean {
  return Object.hasOwn(knownVariables, name) && knownVariables[name] !== undefined;
}
