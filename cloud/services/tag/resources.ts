import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Local, TagState } from './state.ts';

export type TagCall = Call<TagState, Local>;

/** A resource that has tags. */
export interface Found {
  arn: string;
  /** `sqs:queue` */
  type: string;
  tags: Map<string, string>;
}

/** Everything that has a tag in the call's account and region. */
export function* taggedResources(call: TagCall): Generator<Found> {
  for (const { arn, tags, type } of call.tagged()) {
    const map = new Map(tags);
    if (map.size === 0) continue;
    const parsed = tryParseArn(arn)!;
    yield { arn, type: `${parsed.service}:${type ?? parsed.resource.split(/[:/]/)[0]}`, tags: map };
  }
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** A token that was never given, or no longer means anything. */
export function expiredToken(): AwsError {
  return new AwsError('PaginationTokenExpiredException', 'The pagination token is expired or not valid.');
}
