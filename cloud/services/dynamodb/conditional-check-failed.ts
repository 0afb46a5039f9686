import { AwsError } from '../../aws-error.ts';
import type { Item } from './attribute-value.ts';

export const CONDITION_FAILED = 'The conditional request failed';

/** The error of a write whose condition does not hold; with the item where it was asked for. */
export function conditionalCheckFailed(item: Item | undefined): AwsError {
  return new AwsError('ConditionalCheckFailedException', CONDITION_FAILED, item ? { members: { Item: item } } : {});
}
