import { tryParseJson } from '../../../gateway/json.ts';
import { atPath } from './json-path.ts';
import { callMethod } from './vtl-methods.ts';
import type { BinaryOperator, Expression, Reference, TemplateNode } from './vtl-syntax.ts';
import { arithmetic, display, iterable, same, TemplateError, truthy, utilFunction } from './vtl-values.ts';

/** What a template is filled with. */
export interface TemplateInput {
  body: string;
  params: { path: Record<string, string>; querystring: Record<string, string>; header: Record<string, string> };
  context: Record<string, unknown>;
  stageVariables: Record<string, string>;
}

const MAX_STEPS = 100_000;

/** Fills a template. Throws TemplateError. API Gateway Developer Guide, "Mapping template variable reference". */
export function renderTemplate(nodes: readonly TemplateNode[], input: TemplateInput): string {
  const run = new Run(input);
  try {
    run.render(nodes);
  } catch (error) {
    // Reason: a pattern, a range or Base64 text that a template computes may be none.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError) {
      throw new TemplateError(error.message, { cause: error });
    }
    throw error;
  }
  return run.output;
}

class Run {
  output = '';
  readonly #input: TemplateInput;
  readonly #variables = new Map<string, unknown>();
  #steps = 0;

  constructor(input: TemplateInput) {
    this.#input = input;
  }

  /** Whether it ran to the end: `#break` and `#stop` end it early. */
  render(nodes: readonly TemplateNode[]): 'done' | 'break' | 'stop' {
    for (const node of nodes) {
      if (++this.#steps > MAX_STEPS) throw new TemplateError('The template takes too many steps.');
      const ended = this.#node(node);
      if (ended !== 'done') return ended;
    }
    return 'done';
  }

  #node(node: TemplateNode): 'done' | 'break' | 'stop' {
    switch (node.kind) {
      case 'text':
        this.output += node.text;
        return 'done';
      case 'reference': {
        const value = this.#resolve(node.reference);
        const isKnown = node.reference.name in { input: 1, util: 1, context: 1, stageVariables: 1 };
        this.output += value === undefined || value === null ? (node.quiet || isKnown ? '' : node.source) : display(value);
        return 'done';
      }
      case 'set':
        this.#assign(node.target, this.#evaluate(node.value));
        return 'done';
      case 'if': {
        const branch = node.branches.find(({ condition }) => truthy(this.#evaluate(condition)));
        return this.render(branch ? branch.body : node.otherwise);
      }
      case 'foreach':
        return this.#each(node.variable, iterable(this.#evaluate(node.list)), node.body);
      case 'break':
      case 'stop':
        return node.kind;
    }
  }

  #each(variable: string, items: readonly unknown[], body: readonly TemplateNode[]): 'done' | 'stop' {
    const outer = { item: this.#variables.get(variable), loop: this.#variables.get('foreach') };
    for (const [index, item] of items.entries()) {
      this.#variables.set(variable, item);
      const hasNext = index < items.length - 1;
      this.#variables.set('foreach', { index, count: index + 1, hasNext, first: index === 0, last: !hasNext });
      this.#variables.set('velocityCount', index + 1);
      const ended = this.render(body);
      if (ended === 'stop') return 'stop';
      if (ended === 'break') break;
    }
    this.#variables.set(variable, outer.item);
    this.#variables.set('foreach', outer.loop);
    return 'done';
  }

  #assign({ name, steps }: Reference, value: unknown): void {
    const last = steps.at(-1);
    if (!last) {
      this.#variables.set(name, value);
      return;
    }
    const holder = this.#resolve({ name, steps: steps.slice(0, -1) });
    if (typeof holder !== 'object' || holder === null || last.kind === 'method') return;
    const key = last.kind === 'property' ? last.name : String(this.#evaluate(last.index));
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }

  #resolve({ name, steps }: Reference): unknown {
    let rest = steps;
    let value: unknown;
    const [first] = steps;
    if ((name === 'input' || name === 'util') && !this.#variables.has(name)) {
      if (first?.kind !== 'method' && !(name === 'input' && first?.kind === 'property')) return undefined;
      const args = first.kind === 'method' ? first.args.map((arg) => this.#evaluate(arg)) : [];
      value = name === 'input' ? this.#inputFunction(first.name, args) : utilFunction(first.name, args);
      rest = steps.slice(1);
    } else if (this.#variables.has(name)) value = this.#variables.get(name);
    else if (name === 'context') value = this.#input.context;
    else if (name === 'stageVariables') value = this.#input.stageVariables;
    for (const step of rest) {
      if (value === undefined || value === null) return undefined;
      if (step.kind === 'method') {
        value = callMethod(
          value,
          step.name,
          step.args.map((arg) => this.#evaluate(arg)),
        );
      } else {
        const key = step.kind === 'property' ? step.name : this.#evaluate(step.index);
        value =
          typeof value === 'object' && Object.hasOwn(value, String(key)) && !(Array.isArray(value) && key === 'length')
            ? Reflect.get(value, String(key))
            : undefined;
      }
    }
    return value;
  }

  #inputFunction(name: string, args: unknown[]): unknown {
    const { body, params } = this.#input;
    if (name === 'body') return body;
    if (name === 'params') {
      if (args.length === 0) return structuredClone(params);
      const wanted = String(args[0]);
      for (const values of [params.path, params.querystring, params.header]) {
        if (Object.hasOwn(values, wanted)) return values[wanted];
      }
      return Object.entries(params.header).find(([header]) => header.toLowerCase() === wanted.toLowerCase())?.[1];
    }
    const parsed = body.trim() === '' ? { value: {} } : tryParseJson(body);
    if (!parsed) throw new TemplateError('Invalid JSON in request');
    const found = atPath(parsed.value, String(args[0] ?? '$'));
    if (name === 'path') return found === undefined ? undefined : structuredClone(found);
    return found === undefined ? '""' : JSON.stringify(found);
  }

  #evaluate(expression: Expression): unknown {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template': {
        const before = this.output;
        this.output = '';
        this.render(expression.nodes);
        const text = this.output;
        this.output = before;
        return text;
      }
      case 'reference':
        return this.#resolve(expression.reference);
      case 'list':
        return expression.items.map((item) => this.#evaluate(item));
      case 'range': {
        const [from, to] = [Number(this.#evaluate(expression.from)), Number(this.#evaluate(expression.to))];
        if (!(Math.abs(to - from) < MAX_STEPS)) throw new TemplateError('The range is too long.');
        return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => (from <= to ? from + index : from - index));
      }
      case 'map':
        return Object.fromEntries(expression.entries.map(([key, value]) => [String(this.#evaluate(key)), this.#evaluate(value)]));
      case 'not':
        return !truthy(this.#evaluate(expression.operand));
      case 'negative':
        return -Number(this.#evaluate(expression.operand));
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right);
    }
  }

  #binary(operator: BinaryOperator, leftSide: Expression, rightSide: Expression): unknown {
    const left = this.#evaluate(leftSide);
    if (operator === '||') return truthy(left) || truthy(this.#evaluate(rightSide));
    if (operator === '&&') return truthy(left) && truthy(this.#evaluate(rightSide));
    const right = this.#evaluate(rightSide);
    if (operator === '==' || operator === '!=') return same(left, right) === (operator === '==');
    if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return display(left) + display(right);
    if (typeof left !== 'number' || typeof right !== 'number')
      return operator.startsWith('<') || operator.startsWith('>') ? false : undefined;
    return arithmetic(operator, left, right);
  }
}
