import type * as sdk from '@aws-sdk/client-secrets-manager';
import { notImplemented } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { findSecret, secretAt } from './secrets.ts';
import type { Secret, SecretsState } from './state.ts';
import { invalidToken } from './versions.ts';

const MOST_RESULTS = 100;

/** Everything about a secret but its value. Secrets Manager API Reference, DescribeSecret. */
export const DescribeSecret: Operation<SecretsState, sdk.DescribeSecretRequest, sdk.DescribeSecretResponse> = (input, call) => {
  const secret = secretAt(call, input.SecretId);
  return { ...common(secret), VersionIdsToStages: stagesOf(secret) };
};

/** Secrets that all filters fit. Secrets Manager API Reference, ListSecrets. */
export const ListSecrets: Operation<SecretsState, sdk.ListSecretsRequest, sdk.ListSecretsResponse> = (input, call) => {
  refuseViolations('InvalidParameterException', [
    oneOf('sortOrder', input.SortOrder, ['asc', 'desc']),
    oneOf('sortBy', input.SortBy, Object.keys(ORDERS)),
    valueWithin('maxResults', input.MaxResults, 1, MOST_RESULTS),
  ]);
  // Reason: what fell due for deletion is not listed.
  findSecret(call, '');
  const rules = (input.Filters ?? []).map(fitting);
  const found = [...call.state.secrets.values()].filter(
    (secret) => (input.IncludePlannedDeletion || !secret.deletion) && rules.every((rule) => rule(secret)),
  );
  const order = ORDERS[input.SortBy ?? 'created-date'];
  const direction = input.SortOrder === 'asc' ? 1 : -1;
  const sorted = found.sort((a, b) => direction * (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  const places = sorted.map((secret, place) => ({ secret, place }));
  const page = { token: input.NextToken, size: input.MaxResults ?? MOST_RESULTS };
  const { items, next } = pageAfter(places, ({ place }) => String(place).padStart(9, '0'), page, invalidToken);
  return {
    SecretList: items.map(({ secret }) => ({ ...common(secret), SecretVersionsToStages: stagesOf(secret) })),
    ...(next !== undefined && { NextToken: next }),
  };
};

const ORDERS: Record<sdk.SortByType, (secret: Secret) => string | number> = {
  'created-date': ({ createdAt }) => createdAt,
  'last-accessed-date': ({ accessedAt }) => accessedAt ?? 0,
  'last-changed-date': ({ changedAt }) => changedAt,
  name: ({ name }) => name,
};

/** What each filter looks at; the beginning must fit, of words in `description` and `all` in any case. */
const FIELDS: Record<string, (secret: Secret) => string[]> = {
  name: ({ name }) => [name],
  description: ({ description = '' }) => [description],
  'tag-key': ({ tags }) => [...tags.keys()],
  'tag-value': ({ tags }) => [...tags.values()],
  all: ({ name, description = '', tags }) => [name, description, ...tags.keys(), ...tags.values()],
};
const ANY_CASE = ['description', 'all'];

function fitting({ Key = 'all', Values = [] }: sdk.Filter): (secret: Secret) => boolean {
  const field = Object.hasOwn(FIELDS, Key) ? FIELDS[Key]! : undefined;
  if (!field) throw notImplemented(`secretsmanager ListSecrets with a filter on ${Key}`);
  const lower = ANY_CASE.includes(Key);
  const fold = (text: string) => (lower ? text.toLowerCase() : text);
  return (secret) => {
    const texts = field(secret).flatMap((text) => (lower ? [fold(text), ...fold(text).split(/[\s/_+=.@-]+/)] : [text]));
    return Values.some((value) => {
      const negated = value.startsWith('!');
      const wanted = fold(negated ? value.slice(1) : value);
      return texts.some((text) => text.startsWith(wanted)) !== negated;
    });
  };
}

function stagesOf({ versions }: Secret): Record<string, string[]> {
  const staged = [...versions.values()].filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(staged.map(({ id, stages }) => [id, [...stages]]));
}

function common({ arn, name, description, createdAt, changedAt, accessedAt, deletion, tags }: Secret) {
  return {
    ARN: arn,
    Name: name,
    ...(description !== undefined && { Description: description }),
    CreatedDate: new Date(createdAt),
    LastChangedDate: new Date(changedAt),
    ...(accessedAt !== undefined && { LastAccessedDate: new Date(accessedAt) }),
    ...(deletion && { DeletedDate: new Date(deletion.askedAt) }),
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
  };
}
