import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { DEFAULT_KEY } from './answers.ts';
import type { Parameter } from './state.ts';

/** Whether a parameter passes a filter. Systems Manager API Reference, ParameterStringFilter. */
export function passes(parameter: Parameter, { Key: key = '', Option: option, Values: values = [] }: ParameterStringFilter): boolean {
  const latest = parameter.versions.at(-1)!;
  switch (key) {
    case 'Name':
      return compare(parameter.name, key, option ?? 'Equals', values);
    case 'Path':
      return values.some((path) => isUnder(parameter.name, path, option === 'Recursive'));
    case 'Type':
      return compare(parameter.type, key, option ?? 'Equals', values);
    case 'Tier':
      return compare(latest.tier, key, option ?? 'Equals', values);
    case 'DataType':
      return compare('text', key, option ?? 'Equals', values);
    case 'KeyId':
      return parameter.type === 'SecureString' && compare(DEFAULT_KEY, key, option ?? 'Equals', values);
    case 'Label':
      return parameter.versions.some(({ labels }) => labels.some((label) => compare(label, key, option ?? 'Equals', values)));
  }
  if (key.startsWith('tag:')) {
    const value = parameter.tags.get(key.slice('tag:'.length));
    return value !== undefined && (values.length === 0 || values.includes(value));
  }
  throw new AwsError('InvalidFilterKey', `The filter key ${key} is not valid.`);
}

function compare(actual: string, key: string, option: string, values: readonly string[]): boolean {
  if (option === 'Equals') return values.some((value) => value === actual || (key === 'Name' && `/${actual}` === value));
  if (option === 'BeginsWith') return values.some((value) => actual.startsWith(value));
  if (option === 'Contains' && key === 'Name') return values.some((value) => actual.includes(value));
  throw notImplemented(`ssm filter ${key} with option ${option}`);
}

/** Whether a name lies under a path: directly, or at any depth. */
export function isUnder(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const full = name.startsWith('/') ? name : `/${name}`;
  return full.startsWith(prefix) && (recursive || !full.slice(prefix.length).includes('/'));
}
