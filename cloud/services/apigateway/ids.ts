import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Random } from '../../random.ts';
import type { Local } from './local.ts';
import type { ApiRecord, ApiResource, RestApisState } from './state.ts';

export type RestCall = Call<RestApisState, Local>;

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of lower-case letters and digits: ten for APIs and keys, six for their parts. */
export function newId(random: Random, length: 6 | 10): string {
  return random.text(length, LOWER_AND_DIGITS);
}

/** Throws NotFoundException. */
export function apiOf(call: RestCall, id: string | undefined): ApiRecord {
  const found = call.state.apis.get(id ?? '');
  if (!found) throw notFound(`Invalid API identifier specified ${call.account}:${id}`);
  return found;
}

/** Throws NotFoundException. */
export function resourceOf(api: ApiRecord, id: string | undefined): ApiResource {
  const found = api.draft.resources.get(id ?? '');
  if (!found) throw notFound('Invalid Resource identifier specified');
  return found;
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}
export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

/** The entry of a map. Throws NotFoundException in these words. */
export function found<T>(map: ReadonlyMap<string, T>, id: string | undefined, otherwise: string): T {
  const entry = map.get(id ?? '');
  if (entry === undefined) throw notFound(otherwise);
  return entry;
}

/** Answers never share state's own objects. */
export function copy<T>(value: T): T {
  return structuredClone(value);
}
