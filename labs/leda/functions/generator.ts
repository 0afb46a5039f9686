import { KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { sha256 } from './sha256.ts';
import { messages, type Round } from './trades.ts';

const kinesis = new KinesisClient({});
const MOST_PER_CALL = 500;

/** Sends one round of trades and ends. Nothing calls it by itself: between rounds it costs nothing. */
export async function handler(round: Round): Promise<{ sent: number }> {
  let sent = 0;
  let entries: PutRecordsRequestEntry[] = [];
  for (const trade of messages(round)) {
    const text = JSON.stringify(trade);
    // Reason: the key is the message's hash, so versions of one trade can land on different shards and overtake each other.
    entries.push({ Data: new TextEncoder().encode(text), PartitionKey: await sha256(text) });
    if (entries.length < MOST_PER_CALL) continue;
    sent += await send(entries);
    entries = [];
  }
  return { sent: sent + (await send(entries)) };
}

// #region put-records
/** Sends all entries: PutRecords answers 200 when only some of them arrived, so those it names are sent again. */
async function send(entries: PutRecordsRequestEntry[]): Promise<number> {
  let left = entries;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 2000)));
    const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: process.env.STREAM, Records: left }));
    left = left.filter((_, index) => Records[index]?.ErrorCode !== undefined);
  }
  return entries.length;
}
// #endregion put-records
