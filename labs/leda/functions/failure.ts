import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

/** The knobs in ParameterTable: how many invocations in a hundred fail. */
export const KNOBS = { state: 'state-failure-percent', map: 'map-failure-percent', reduce: 'reduce-failure-percent' } as const;

/** The failure the lab brings about itself. */
export class InducedFailure extends Error {
  override name = 'InducedFailure';
}

const MAX_AGE = 1000; // ms: how long a turned knob takes to be noticed
let percent = 0;
let readAt = 0;

/**
 * Whether this invocation is to fail, and if so where: a number from 0 (before any work) to 1 (after all of it).
 * The request id decides. Lambda draws a new one for every attempt, so a batch that failed can succeed when it is tried again.
 */
export async function inducedFailure(dynamodb: DynamoDBClient, knob: keyof typeof KNOBS, requestId: string): Promise<number | undefined> {
  if (Date.now() - readAt >= MAX_AGE) {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: process.env.PARAMETER_TABLE, Key: { parameter: { S: KNOBS[knob] } }, ConsistentRead: true }),
    );
    percent = Number(Item?.value?.N ?? 0);
    readAt = Date.now();
  }
  const [chance, place] = [requestId.slice(0, 8), requestId.slice(-8)].map((hex) => Number.parseInt(hex, 16) / 2 ** 32);
  return chance! * 100 < percent ? place : undefined;
}
