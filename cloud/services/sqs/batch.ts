import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';

const MOST_ENTRIES = 10;

/** Checks a batch as a whole. Throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct. */
export function checkEntries(kind: string, entries: readonly { Id: string | undefined }[]): void {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', `There should be at least one ${kind} in the request.`);
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id!)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id!)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id!);
  }
}

/** Does something for each entry in turn; an entry that is refused fails alone. */
export async function forEach<Entry extends { Id: string | undefined }, Done>(
  entries: readonly Entry[],
  act: (entry: Entry) => Done | Promise<Done>,
): Promise<{ Successful: Done[]; Failed: BatchResultErrorEntry[] | undefined }> {
  const Successful: Done[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push(await act(entry));
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'NotImplemented') throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed: Failed.length === 0 ? undefined : Failed };
}
