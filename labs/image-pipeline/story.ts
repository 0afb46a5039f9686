import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { CheckContext, Table } from '#labs/contract.ts';
import type { Upload } from './uploads.ts';

/** What each step of making a thumbnail took, in ms. */
export type Laps = Readonly<Record<string, number>>;

/** What the function measured of an upload; undefined while its log does not say. */
export async function lapsOf(context: CheckContext, { key, at }: Upload): Promise<Laps | undefined> {
  const lines = await linesSince(context, at, `"${key}"`);
  const said = lines.flatMap((line) => (/"ms":/.test(line) ? [JSON.parse(line.slice(line.indexOf('{'))) as { ms: Laps }] : []));
  return said.at(-1)?.ms;
}

/** How often the function failed on an event, and what it said; in the order of the attempts. */
export async function attemptsAt(context: CheckContext, { key, at }: Upload): Promise<{ time: number; attempt: number; error: string }[]> {
  const events = await eventsSince(context, at, '"failed"');
  const attempts = events.flatMap(({ message = '', timestamp = 0 }) => {
    const said: { failed: string; attempt: number; error: string } = JSON.parse(message.slice(message.indexOf('{')));
    return said.failed === key ? [{ time: timestamp, attempt: said.attempt, error: said.error }] : [];
  });
  // Reason: attempts run in environments of their own, and so in streams whose lines of one millisecond have no order.
  return attempts.sort((one, other) => one.attempt - other.attempt);
}

/** What Lambda wrote in the function's place since an upload: that a time was over. */
export const timeoutsSince = async (context: CheckContext, at: number): Promise<string[]> =>
  (await linesSince(context, at, '"Task timed out"')).map((line) => /Task timed out after [\d.]+ seconds/.exec(line)?.[0] ?? line);

/** The lines of the log since a time that hold a word. */
export async function linesSince(context: CheckContext, at: number, filterPattern?: string): Promise<string[]> {
  return (await eventsSince(context, at, filterPattern)).map(({ message = '' }) => message.trimEnd());
}

async function eventsSince({ client, outputs }: CheckContext, at: number, filterPattern?: string) {
  const { events = [] } = await client(CloudWatchLogsClient).send(
    // Reason: clocks differ by a little between this machine and AWS.
    new FilterLogEventsCommand({ logGroupName: outputs.ResizeLogs, startTime: at - 2000, ...(filterPattern && { filterPattern }) }),
  );
  return events;
}

/** Steps and what they took, one below the other. */
export function lapTable(laps: Laps): Table {
  return {
    title: { vi: 'Từng bước mất bao lâu', en: 'What each step took' },
    columns: [
      { vi: 'Bước', en: 'Step' },
      { vi: 'ms', en: 'ms' },
    ],
    rows: Object.entries(laps).map(([step, ms]) => ({ cells: [step, String(ms)] })),
  };
}
