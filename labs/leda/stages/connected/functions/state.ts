import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { InducedFailure, inducedFailure } from './failure.ts';
import type { Trade } from './trade.ts';

const dynamodb = new DynamoDBClient({});
const AT_ONCE = 25;

/** Keeps the latest version of each trade. When it fails in the middle of a batch, Lambda brings the whole batch again. */
export async function handler({ Records }: KinesisStreamEvent, { awsRequestId }: Context): Promise<void> {
  const trades = Records.map(({ kinesis }) => parse(kinesis.data));
  const failure = await inducedFailure(dynamodb, 'state', awsRequestId);
  const reached = failure === undefined ? trades.length : Math.floor(failure * trades.length);
  for (let at = 0; at < reached; at += AT_ONCE) await Promise.all(trades.slice(at, Math.min(at + AT_ONCE, reached)).map(keep));
  if (failure !== undefined) throw new InducedFailure(`State fails before writing record ${reached} of ${trades.length}.`);
}

// #region conditional-write
/** Writes a trade. */
async function keep({ TradeID, Version, Value, Timestamp, Hierarchy }: Trade): Promise<void> {
  await dynamodb.send(
    new PutItemCommand({
      TableName: process.env.STATE_TABLE,
      Item: {
        id: { S: TradeID },
        Version: { N: String(Version) },
        Value: { N: String(Value) },
        Timestamp: { N: String(Timestamp) },
        Hierarchy: { S: JSON.stringify(Hierarchy) },
      },
    }),
  );
}
// #endregion conditional-write

function parse(base64: string): Trade {
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))));
}
