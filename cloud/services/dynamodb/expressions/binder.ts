import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { checkValue, invalid } from '../attribute-value.ts';
import type { DynamoDbLocal } from '../state.ts';
import { bindCondition } from './bind-condition.ts';
import { bindUpdate } from './bind-update.ts';
import { type Condition, parseCondition } from './condition.ts';
import { checkOverlaps, type Projection, parseProjection, projectionOf } from './projection.ts';
import type { ExpressionKind, Path } from './tokens.ts';
import { parseUpdate, type Update } from './update-expression.ts';

/** The part of a request that expressions draw on. */
export interface ExpressionInput {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}

const MAX_CACHED = 1000;
const MAX_EXPRESSION_BYTES = 4096;

/**
 * Reads a request's expressions: parses each text once (see DynamoDbLocal.expressions), puts names and values in the
 * place of their placeholders and checks that all of them were used. Throws ValidationException.
 */
export class Binder {
  readonly #names: Record<string, string>;
  readonly #values: Record<string, AttributeValue>;
  readonly #cache: DynamoDbLocal['expressions'];
  readonly #usedNames = new Set<string>();
  readonly #usedValues = new Set<string>();

  /** `level` is where the nesting of values is counted from: transactions count one level less. */
  constructor(local: DynamoDbLocal, input: ExpressionInput, level: 0 | 1 = 1) {
    this.#cache = local.expressions;
    this.#names = input.ExpressionAttributeNames ?? {};
    this.#values = input.ExpressionAttributeValues ?? {};
    if (input.ExpressionAttributeNames) checkNames(input.ExpressionAttributeNames);
    if (input.ExpressionAttributeValues) checkValues(input.ExpressionAttributeValues, level);
  }

  condition(kind: ExpressionKind, text: string | undefined): Condition | undefined {
    if (text === undefined) return undefined;
    return bindCondition(
      this,
      kind,
      this.parsed(kind, text, () => parseCondition(kind, text)),
    );
  }

  update(text: string | undefined): Update | undefined {
    if (text === undefined) return undefined;
    return bindUpdate(
      this,
      this.parsed('UpdateExpression', text, () => parseUpdate(text)),
    );
  }

  projection(text: string | undefined): Projection | undefined {
    if (text === undefined) return undefined;
    const paths = this.parsed('ProjectionExpression', text, () => parseProjection(text)).map((path) =>
      this.path('ProjectionExpression', path),
    );
    checkOverlaps('ProjectionExpression', paths);
    return projectionOf(paths);
  }

  /** Fails when a name or value was given that no expression used. */
  done(): void {
    checkUsed('ExpressionAttributeNames', this.#names, this.#usedNames);
    checkUsed('ExpressionAttributeValues', this.#values, this.#usedValues);
  }

  path(kind: ExpressionKind, path: Path): Path {
    if (!path.some((part) => typeof part === 'string' && part.startsWith('#'))) return path;
    return path.map((part) => {
      if (typeof part === 'number' || !part.startsWith('#')) return part;
      if (!Object.hasOwn(this.#names, part)) {
        throw invalid(`Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${part}`);
      }
      this.#usedNames.add(part);
      return this.#names[part]!;
    });
  }

  value(kind: ExpressionKind, name: string): AttributeValue {
    if (!Object.hasOwn(this.#values, name)) {
      throw invalid(`Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${name}`);
    }
    this.#usedValues.add(name);
    return this.#values[name]!;
  }

  parsed<T>(kind: ExpressionKind, text: string, parse: () => T): T {
    const key = `${kind} ${text}`;
    const known = this.#cache.get(key);
    if (known !== undefined) return known as T;
    if (text.length > MAX_EXPRESSION_BYTES) {
      throw invalid(`Invalid ${kind}: Expression size has exceeded the maximum allowed size; expression size: ${text.length}`);
    }
    const parsed = parse();
    if (this.#cache.size >= MAX_CACHED) this.#cache.delete(this.#cache.keys().next().value!);
    this.#cache.set(key, parsed);
    return parsed;
  }
}

/** The request parameters that must not be mixed: expressions, and what they replaced. */
export interface ExpressionParameters {
  expressions: readonly string[];
  legacy: readonly string[];
}

/** Refuses expressions beside legacy parameters, and names or values without expressions. Throws ValidationException. */
export function checkExpressionParameters(input: object, { expressions, legacy }: ExpressionParameters): void {
  const given = input as Record<string, unknown>;
  const present = expressions.filter((name) => given[name] !== undefined);
  const old = legacy.filter((name) => given[name] !== undefined);
  if (present.length > 0 && old.length > 0) {
    throw invalid(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${present.join(', ')}}`,
    );
  }
  if (given.ExpressionAttributeNames !== undefined && present.length === 0) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  }
  const valued = expressions.filter((name) => name !== 'ProjectionExpression');
  if (given.ExpressionAttributeValues !== undefined && valued.every((name) => given[name] === undefined)) {
    throw invalid(
      `ExpressionAttributeValues can only be specified when using expressions: ${valued.join(' and ')} ${valued.length > 1 ? 'are' : 'is'} null`,
    );
  }
}

function checkNames(names: Record<string, string>): void {
  const placeholders = Object.keys(names);
  if (placeholders.length === 0) throw invalid('ExpressionAttributeNames must not be empty');
  for (const placeholder of placeholders) {
    if (!/^#[A-Za-z0-9_]+$/.test(placeholder)) {
      throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${placeholder}"`);
    }
    if (names[placeholder] === '')
      throw invalid(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${placeholder}`);
  }
}

function checkValues(values: Record<string, AttributeValue>, level: number): void {
  const placeholders = Object.keys(values);
  if (placeholders.length === 0) throw invalid('ExpressionAttributeValues must not be empty');
  for (const placeholder of placeholders) {
    if (!/^:[A-Za-z0-9_]+$/.test(placeholder)) {
      throw invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${placeholder}"`);
    }
  }
  for (const placeholder of placeholders) {
    try {
      checkValue(values[placeholder]!, level);
    } catch (error) {
      throw invalid(`ExpressionAttributeValues contains invalid value: ${(error as Error).message} for key ${placeholder}`);
    }
  }
}

function checkUsed(parameter: string, given: object, used: ReadonlySet<string>): void {
  const unused = Object.keys(given).filter((name) => !used.has(name));
  if (unused.length > 0) throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
}
