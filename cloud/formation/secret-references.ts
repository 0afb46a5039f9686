import type { Properties, Value } from './model.ts';
import { isObject } from './template.ts';
import { validationError } from './template-error.ts';

/** What a `{{resolve:secretsmanager:...}}` names. */
export interface SecretReference {
  /** A name or an ARN. */
  secretId: string;
  /** The member of the secret's JSON; without it the whole value is meant. */
  jsonKey?: string;
  versionStage?: string;
  versionId?: string;
}

/** Reads a secret's text. */
export type SecretLookup = (reference: SecretReference) => Promise<string>;

const REFERENCE = /\{\{resolve:secretsmanager:([^}]*)\}\}/g;

/**
 * Fills in secrets, as a resource is made or changed: what the stack keeps and tells has only their references.
 * CloudFormation User Guide, "Get a secret or secret value from Secrets Manager".
 */
export async function withSecrets(properties: Properties, lookUp: SecretLookup): Promise<Properties> {
  const found = new Map<string, string>();
  for (const text of textsIn(properties)) {
    for (const [reference, inner] of text.matchAll(REFERENCE)) {
      if (!found.has(reference)) found.set(reference, await read(inner!, lookUp));
    }
  }
  return found.size === 0 ? properties : (fill(properties, found) as Properties);
}

async function read(text: string, lookUp: SecretLookup): Promise<string> {
  const reference = parse(text);
  const secret = await lookUp(reference);
  const { jsonKey } = reference;
  if (jsonKey === undefined) return secret;
  const value = parsed(secret);
  const member = isObject(value) && Object.hasOwn(value, jsonKey) ? value[jsonKey] : undefined;
  if (member === undefined) throw validationError(`Could not find a value associated with JSONKey in SecretString`);
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function parsed(secret: string): Value | undefined {
  try {
    return JSON.parse(secret) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) throw validationError('Could not parse SecretString JSON');
    throw error;
  }
}

/** Throws ValidationError. An ARN has colons of its own. */
function parse(text: string): SecretReference {
  const parts = text.split(':');
  const length = text.startsWith('arn:') ? 7 : 1;
  const secretId = parts.slice(0, length).join(':');
  const [kind = '', jsonKey = '', versionStage = '', versionId = '', ...rest] = parts.slice(length);
  if (secretId === '' || rest.length > 0 || (kind !== '' && kind !== 'SecretString') || (versionStage !== '' && versionId !== ''))
    throw validationError(`Incorrect format is used in the following SecretsManager dynamic reference: [${text}]`);
  return {
    secretId,
    ...(jsonKey !== '' && { jsonKey }),
    ...(versionStage !== '' && { versionStage }),
    ...(versionId !== '' && { versionId }),
  };
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (isObject(value)) for (const item of Object.values(value)) yield* textsIn(item);
}

function fill(value: Value, found: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return value.replaceAll(REFERENCE, (reference) => found.get(reference)!);
  if (Array.isArray(value)) return value.map((item) => fill(item, found));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, found)]));
  return value;
}
