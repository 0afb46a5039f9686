import type { DynamoDBRecord } from 'aws-lambda';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** What a stream record says of a user. */
export interface Change {
  userId: string;
  /** Orders the changes of one user, and names this one. */
  sequence: string;
  what: string;
  by: 'time to live' | 'a caller';
  before: Record<string, string> | undefined;
  after: Record<string, string> | undefined;
}

// #region change
/** Reads a stream record. */
export function changeOf({ dynamodb, userIdentity }: DynamoDBRecord): Change {
  const expired = userIdentity?.type === 'Service' && userIdentity.principalId === 'dynamodb.amazonaws.com';
  return {
    userId: dynamodb?.Keys?.userId?.S ?? '',
    sequence: dynamodb?.SequenceNumber ?? '',
    what: dynamodb?.NewImage ? 'MODIFY' : 'REMOVE',
    by: expired ? 'time to live' : 'a caller',
    before: plain(dynamodb?.OldImage),
    after: plain(dynamodb?.NewImage),
  };
}
// #endregion change

/** The place of a user's count, beside the changes. */
export const COUNT = 'count';

/** Sequence numbers are of different lengths; padded, they stand in their order as text. */
export const padded = (sequence: string): string => sequence.padStart(40, '0');

// #region tell
/** The change as a line of the log. */
export function tell({ what, by, userId, before, after }: Change): string {
  switch (what) {
    case 'INSERT':
      return `INSERT ${userId}: ${JSON.stringify(after)}`;
    case 'MODIFY': {
      const names = Object.keys({ ...before, ...after }).filter((name) => before?.[name] !== after?.[name]);
      return `MODIFY ${userId}: ${names.map((name) => `${name} ${before?.[name] ?? '-'} -> ${after?.[name] ?? '-'}`).join(', ')}`;
    }
    default:
      return `${what} ${userId} by ${by}: ${JSON.stringify(before)}`;
  }
}
// #endregion tell

function plain(image: Image | undefined): Record<string, string> | undefined {
  return image && Object.fromEntries(Object.entries(image).map(([name, { S, N }]) => [name, S ?? N ?? '']));
}
