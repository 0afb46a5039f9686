import { fromBase64, toBase64 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import type { Random } from '../../random.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import type { Local } from './local.ts';
import type { HttpApiRecord, HttpApisState } from './state.ts';

export type HttpCall = Call<HttpApisState, Local>;

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten characters for APIs, seven for their parts, six for deployments. */
export function newId(random: Random, length: 6 | 7 | 10): string {
  return random.text(length, LOWER_AND_DIGITS);
}

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

/** The API an input names. Throws NotFoundException. */
export function apiOf(call: HttpCall, id: string | undefined): HttpApiRecord {
  return found(call.state.apis, id, 'API');
}

/** The entry of a map. Throws NotFoundException in AWS's words. */
export function found<T>(map: ReadonlyMap<string, T>, id: string | undefined, what: string): T {
  const entry = map.get(id ?? '');
  if (entry === undefined) throw new AwsError('NotFoundException', `Invalid ${what} identifier specified ${id}`);
  return entry;
}

const MAX_TAGS = 50;

/** Throws BadRequestException. */
export function checkTags(tags: Record<string, string> | undefined, caller: Principal, present: Record<string, string> = {}): void {
  refuseReserved(Object.keys(tags ?? {}), caller);
  if (userTags(Object.keys({ ...present, ...tags })) > MAX_TAGS) throw badRequest(`A resource can have at most ${MAX_TAGS} tags`);
}

/** Throws BadRequestException for keys that are AWS's own. */
export function refuseReserved(keys: readonly string[], caller: Principal): void {
  const reserved = keys.find((key) => isReservedTagKey(key, caller));
  if (reserved !== undefined) throw badRequest(`aws: prefixed tag key names are not allowed for external use. Key: ${reserved}`);
}

/** A page of a list. Throws BadRequestException. */
export function page<T>(
  all: readonly T[],
  { MaxResults, NextToken }: { MaxResults?: string | undefined; NextToken?: string | undefined },
): { Items: T[]; NextToken?: string } {
  const size = MaxResults === undefined ? all.length : Number(MaxResults);
  if (!Number.isInteger(size) || size < 0) throw badRequest('Invalid maxResults');
  const start = NextToken === undefined ? 0 : startOf(NextToken);
  const next = start + size;
  return {
    Items: structuredClone(all.slice(start, next)) as T[],
    ...(next < all.length && { NextToken: toBase64(new TextEncoder().encode(String(next))) }),
  };
}

function startOf(token: string): number {
  let text = '';
  try {
    text = new TextDecoder().decode(fromBase64(token));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
  }
  if (!/^\d+$/.test(text)) throw badRequest('Invalid nextToken');
  return Number(text);
}
