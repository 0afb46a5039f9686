import type { OperationModel } from './model.ts';
import { requiredCount } from './schema.ts';

/** An operation's HTTP binding, ready to be matched against a request. */
export interface Route {
  operation: OperationModel;
  method: string;
  path: RegExp;
  labels: readonly string[];
  /** How many path segments are literal: the more, the better a match. */
  literals: number;
  /** Constants of the template's query (`?list-type=2`), without `x-id`. */
  constants: readonly [string, string][];
  /** The `x-id` that the JavaScript SDK adds and botocore omits. */
  xId: string | undefined;
  /** S3: the bucket stands in the host or as the first path segment, not in the template. */
  takesBucket: boolean;
  /** Query and header members without which the operation cannot be meant: they tell UploadPart from PutObject. */
  readonly required: { query: readonly string[]; headers: readonly string[] };
}

export function routeOf(operation: OperationModel, [method, uri]: [string, string, number]): Route {
  const [path = '', search = ''] = uri.split('?');
  const labels: string[] = [];
  const pattern = path.split('/').map((segment) => segmentPattern(segment, labels));
  const constants = [...new URLSearchParams(search)];
  let required: Route['required'] | undefined;
  return {
    operation,
    method,
    path: new RegExp(`^${pattern.join('/').replace(/\/$/, '')}/?$`),
    labels,
    literals: path.split('/').filter((segment) => segment && !segment.includes('{')).length,
    constants: constants.filter(([name]) => name !== 'x-id'),
    xId: constants.find(([name]) => name === 'x-id')?.[1],
    get takesBucket() {
      return !labels.includes('Bucket') && hasBucketLabel(operation);
    },
    get required() {
      required ??= requiredBindings(operation);
      return required;
    },
  };
}

function segmentPattern(segment: string, labels: string[]): string {
  const greedy = /^\{([^}]+)\+\}$/.exec(segment);
  if (greedy) {
    labels.push(greedy[1]!);
    return '(.+)';
  }
  return segment
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(part.slice(1, -1));
      return '([^/]+?)';
    })
    .join('');
}

function hasBucketLabel({ input }: OperationModel): boolean {
  if (input.isUnitSchema()) return false;
  for (const [name, member] of input.structIterator()) if (name === 'Bucket') return member.getMergedTraits().httpLabel === 1;
  return false;
}

function requiredBindings({ input }: OperationModel): Route['required'] {
  const query: string[] = [];
  const headers: string[] = [];
  if (input.isUnitSchema()) return { query, headers };
  let left = requiredCount(input);
  for (const [, member] of input.structIterator()) {
    if (left-- <= 0) break;
    const { httpQuery, httpHeader } = member.getMergedTraits();
    if (httpQuery) query.push(httpQuery);
    if (httpHeader) headers.push(httpHeader.toLowerCase());
  }
  return { query, headers };
}
