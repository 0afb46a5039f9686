import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckContext, Table } from '#labs/contract.ts';
import { KNOBS } from './functions/failure.ts';
import { allKeys, MESSAGE_COUNT } from './functions/rollup.ts';
import { expectedTotals, messages, type Round } from './functions/trades.ts';

/** One round to be played: what is sent, and how often each function fails meanwhile. */
export interface Play {
  trades: number;
  special: boolean;
  /** Percent of invocations. */
  failures: Record<keyof typeof KNOBS, number>;
}

export const CALM: Play['failures'] = { state: 0, map: 0, reduce: 0 };
/** The knobs of the lab's second part. */
export const STORM: Play['failures'] = { state: 5, map: 10, reduce: 10 };
/**
 * For few trades: a round of some twenty batches must not get by without a failure of Reduce (it does once in three
 * hundred), nor hold one batch up by so many failures in a row that the waits between attempts outlast STILL.
 */
export const HURRICANE: Play['failures'] = { state: 10, map: 20, reduce: 25 };

/** Amounts in hundred-thousandths: the finest difference that counts. */
type Amounts = ReadonlyMap<string, number>;
const SCALE = 1e5;

/** Between two looks at the totals, in ms. */
const EVERY = 250;
/** How long the totals must stand still to be taken as final, in ms. */
const STILL = {
  /** They are right, and nothing was made to fail. */
  calm: 500,
  /** They are right: what failed last may still be tried again. */
  right: 1500,
  /** More trades were counted than sent, and none will be taken back. */
  beyond: 1500,
  /** They are not right yet: a batch may be waiting for its next attempt. */
  short: 7000,
  /** Nothing has arrived yet: a new mapping takes its time. */
  nothing: 20_000,
};

/** What a round made of the totals. */
export interface Score {
  right: number;
  table: Table;
  /** `message_count` as expected and as seen. */
  counted: [expected: number, seen: number];
}

/**
 * Sends a round of trades through the pipeline, waits until the totals stand still and compares what they gained with
 * the sum over the latest version of each trade. Leaves the knobs at 0.
 */
export async function play(context: CheckContext, { trades, special, failures }: Play): Promise<Score> {
  const round: Round = { seed: context.seed, trades, special, startedAt: context.now() };
  await turnKnobs(context, failures);
  try {
    const before = await readTotals(context);
    context.tell({
      vi: `Gửi ${trades} giao dịch (hạt giống ${round.seed}, bắt đầu từ ${round.startedAt})`,
      en: `Sending ${trades} trades (seed ${round.seed}, started at ${round.startedAt})`,
    });
    const sent = await generate(context, round);
    context.tell({ vi: `Đã gửi ${sent} thông điệp, đợi các tổng đứng yên`, en: `${sent} messages sent, waiting for the totals to settle` });
    const expected = new Map([...expectedTotals(messages(round))].map(([key, hundredths]) => [key, hundredths * 1000]));
    return await settle(context, before, expected, failures === CALM ? STILL.calm : STILL.right);
  } finally {
    await turnKnobs(context, CALM);
  }
}

/** Plays a round and fails unless every total is right. */
export async function mustBeExact(context: CheckContext, plan: Play): Promise<void> {
  const { right, table, counted } = await play(context, plan);
  context.show(table);
  const [expected, seen] = counted;
  context.equal(
    `${right} / ${table.rows.length}, ${MESSAGE_COUNT} ${seen}`,
    `${table.rows.length} / ${table.rows.length}, ${MESSAGE_COUNT} ${expected}`,
    {
      vi: 'Số tổng đúng đến 0,00001',
      en: 'Totals right to within 0.00001',
    },
  );
}

/** Sets how often each function fails; takes effect within about a second, while everything runs. */
export async function turnKnobs({ client, outputs }: CheckContext, failures: Play['failures']): Promise<void> {
  for (const knob of ['state', 'map', 'reduce'] as const) {
    const Item = { parameter: { S: KNOBS[knob] }, value: { N: String(failures[knob]) } };
    await client(DynamoDBClient).send(new PutItemCommand({ TableName: outputs.ParameterTable, Item }));
  }
}

async function generate({ client, outputs, fail }: CheckContext, round: Round): Promise<number> {
  const { FunctionError, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: outputs.Generator, Payload: new TextEncoder().encode(JSON.stringify(round)) }),
  );
  const answer = new TextDecoder().decode(Payload);
  if (FunctionError) fail('{"sent":…}', answer, { vi: 'Hàm Generator', en: 'The Generator function' });
  const { sent }: { sent: number } = JSON.parse(answer);
  return sent;
}

/** What the totals gained since `before`, once they have stood still for long enough. */
async function settle(context: CheckContext, before: Amounts, expected: Amounts, whenRight: number): Promise<Score> {
  let last: Amounts = new Map();
  for (let still = 0; ; still += EVERY) {
    const gained = gain(await readTotals(context), before);
    if ([...gained].some(([key, amount]) => (last.get(key) ?? 0) !== amount)) still = 0;
    last = gained;
    const score = compare(expected, gained);
    if (still >= patienceFor(score, whenRight)) return score;
    await context.wait(EVERY);
  }
}

function patienceFor({ right, table, counted: [expected, seen] }: Score, whenRight: number): number {
  if (right === table.rows.length) return whenRight;
  if (seen > expected) return STILL.beyond;
  return seen > 0 ? STILL.short : STILL.nothing;
}

async function readTotals({ client, outputs }: CheckContext): Promise<Amounts> {
  // One page: there are nineteen items.
  const { Items = [] } = await client(DynamoDBClient).send(new ScanCommand({ TableName: outputs.AggregateTable, ConsistentRead: true }));
  return new Map(Items.map(({ Identifier, Value }) => [Identifier?.S ?? '', Math.round(Number(Value?.N) * SCALE)]));
}

const gain = (after: Amounts, before: Amounts): Amounts =>
  new Map([...after].map(([key, amount]) => [key, amount - (before.get(key) ?? 0)]));

function compare(expected: Amounts, seen: Amounts): Score {
  const rows = allKeys().map((key) => {
    const [a, b] = [expected.get(key) ?? 0, seen.get(key) ?? 0];
    return { cells: [key, figure(a), figure(b), figure(b - a)], wrong: Math.abs(b - a) > 1 };
  });
  return {
    right: rows.filter(({ wrong }) => !wrong).length,
    counted: [(expected.get(MESSAGE_COUNT) ?? 0) / SCALE, (seen.get(MESSAGE_COUNT) ?? 0) / SCALE],
    table: {
      title: { vi: 'AggregateTable so với tổng của phiên bản mới nhất', en: 'AggregateTable against the sum of the latest versions' },
      columns: [
        { vi: 'Khóa', en: 'Key' },
        { vi: 'Cần có', en: 'Expected' },
        { vi: 'Thấy', en: 'Seen' },
        { vi: 'Chênh lệch', en: 'Difference' },
      ],
      rows,
    },
  };
}

const figure = (amount: number): string => (amount / SCALE).toFixed(2);
