import { type ActionSet, compileActions } from './actions.ts';
import { type Condition, compileCondition } from './conditions.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { compilePrincipals, type PrincipalSet } from './principals.ts';

/** A policy document, read once and ready to be asked. */
export interface Policy {
  statements: readonly Statement[];
}

/** One statement. An absent part means that the element is absent: a statement without Resource fits every resource. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: ActionSet;
  /** NotAction */
  exceptActions: boolean;
  resources?: readonly Pattern[];
  /** NotResource */
  exceptResources: boolean;
  principals?: PrincipalSet;
  /** NotPrincipal */
  exceptPrincipals: boolean;
  conditions: readonly Condition[];
}

/** A document that is no policy. The message is what AWS says of it. */
export class PolicyError extends Error {}

/** A statement as JSON, its lists made lists. */
export interface StatementDocument {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Principal?: PrincipalDocument;
  NotPrincipal?: PrincipalDocument;
  Condition?: Record<string, Record<string, string[]>>;
}
export type PrincipalDocument = '*' | Record<string, string[]>;
export interface PolicyDocument {
  Version: string;
  Statement: StatementDocument[];
}

const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition'];

/** Reads a policy's JSON strictly. Throws PolicyError. IAM User Guide, "Grammar of the IAM JSON policy language". */
export function parsePolicy(text: string): PolicyDocument {
  const document = parseJson(text);
  if (!isObject(document)) throw new PolicyError('Syntax errors in policy.');
  const { Version: version = '2008-10-17', Id: id, Statement: statement, ...others } = document;
  if (Object.keys(others).length > 0 || (id !== undefined && typeof id !== 'string')) throw new PolicyError('Syntax errors in policy.');
  if (version !== '2012-10-17' && version !== '2008-10-17') throw new PolicyError('The policy must contain a valid version string');
  const list = Array.isArray(statement) ? statement : [statement];
  if (statement === undefined || list.length === 0) throw new PolicyError('Syntax errors in policy.');
  return { Version: version, Statement: list.map(readStatement) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolicyError('This policy contains invalid Json', { cause });
  }
}

function readStatement(statement: unknown): StatementDocument {
  if (!isObject(statement) || Object.keys(statement).some((key) => !elements.includes(key)))
    throw new PolicyError('Syntax errors in policy.');
  const { Sid, Effect, Condition } = statement;
  if (Sid !== undefined && typeof Sid !== 'string') throw new PolicyError('Syntax errors in policy.');
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyError(Effect === undefined ? 'Missing required field Effect' : `Invalid effect: ${Effect}`);
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
    ['Principal', 'NotPrincipal'],
  ] as const) {
    if (statement[one] !== undefined && statement[other] !== undefined) throw new PolicyError('Syntax errors in policy.');
  }
  return {
    Sid,
    Effect,
    Action: readList(statement.Action),
    NotAction: readList(statement.NotAction),
    Resource: readList(statement.Resource),
    NotResource: readList(statement.NotResource),
    Principal: readPrincipal(statement.Principal),
    NotPrincipal: readPrincipal(statement.NotPrincipal),
    Condition: readConditions(Condition),
  };
}

function readList(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) throw new PolicyError('Syntax errors in policy.');
  return list;
}

function readPrincipal(value: unknown): PrincipalDocument | undefined {
  if (value === undefined || value === '*') return value;
  if (!isObject(value) || Object.keys(value).length === 0) throw new PolicyError('Syntax errors in policy.');
  return Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, readList(names) ?? []]));
}

function readConditions(value: unknown): StatementDocument['Condition'] {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw new PolicyError('Syntax errors in policy.');
  const read: Record<string, Record<string, string[]>> = {};
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) throw new PolicyError('Syntax errors in policy.');
    read[operator] = {};
    for (const [key, values] of Object.entries(keys)) {
      const list: unknown[] = Array.isArray(values) ? values : [values];
      if (!list.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) throw new PolicyError('Syntax errors in policy.');
      read[operator][key] = list.map(String);
    }
  }
  return read;
}

/** Compiles a policy's JSON. Throws PolicyError. */
export function compilePolicy(text: string): Policy {
  const { Version, Statement } = parsePolicy(text);
  return { statements: Statement.map((statement) => compileStatement(statement, Version === '2012-10-17')) };
}

function compileStatement(statement: StatementDocument, variables: boolean): Statement {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition: conditions = {} } = statement;
  return {
    effect: Effect,
    actions: compileActions(Action ?? NotAction ?? []),
    exceptActions: NotAction !== undefined,
    resources: (Resource ?? NotResource)?.map((resource) => compilePattern(resource, { wildcards: true, variables })),
    exceptResources: NotResource !== undefined,
    principals: compilePrincipals(Principal ?? NotPrincipal),
    exceptPrincipals: NotPrincipal !== undefined,
    conditions: Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => {
        const condition = compileCondition(operator, key, values, variables);
        if (typeof condition === 'string') throw new PolicyError(condition);
        return condition;
      }),
    ),
  };
}

/** Policies by their text: every call asks several, and they seldom change. */
export class PolicyCache {
  readonly #compiled = new Map<string, Policy>();
  readonly #limit: number;

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  get(text: string): Policy {
    const known = this.#compiled.get(text);
    if (known) return known;
    // Reason: a full cache drops its oldest entries; what is in use returns at the cost of one compilation.
    if (this.#compiled.size >= this.#limit) {
      for (const oldest of [...this.#compiled.keys()].slice(0, this.#limit / 2)) this.#compiled.delete(oldest);
    }
    const policy = compilePolicy(text);
    this.#compiled.set(text, policy);
    return policy;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
