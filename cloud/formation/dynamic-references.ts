import type { Value } from './model.ts';
import type { SsmLookup } from './parameters.ts';
import { isObject } from './template.ts';
import { uncovered, validationError } from './template-error.ts';

const REFERENCE = /\{\{resolve:([a-z-]+):([^}]*)\}\}/g;

/** Replaces `{{resolve:ssm:name:version}}` by what is stored; secrets are left for when they are needed. CloudFormation User Guide, "Dynamic references". */
export async function resolveDynamicReferences(value: Value, lookUp: SsmLookup): Promise<Value> {
  const names = new Set<string>();
  eachText(value, (text) => {
    for (const [reference, service, name] of text.matchAll(REFERENCE)) {
      if (service === 'secretsmanager') continue;
      if (service !== 'ssm') throw uncovered(`dynamic reference ${reference}`);
      names.add(name!);
    }
  });
  if (names.size === 0) return value;
  const stored = await lookUp([...names]);
  return replace(value, (text) =>
    text.replaceAll(REFERENCE, (reference, service: string, name: string) => {
      if (service === 'secretsmanager') return reference;
      const found = stored.get(name);
      if (found === undefined) throw validationError(`Parameters: [${name}] cannot be found.`);
      return found;
    }),
  );
}

function eachText(value: Value, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const item of value) eachText(item, visit);
  else if (isObject(value)) for (const item of Object.values(value)) eachText(item, visit);
}

function replace(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => replace(item, change));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, change)]));
  return value;
}
