import { CloudWatchLogsClient, type FilteredLogEvent, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CheckContext, Table } from '#labs/contract.ts';

export const MEGABYTE = 1024 * 1024;

/** A file that was uploaded, and how to find what the function logged about it. */
export interface Upload {
  key: string;
  size: number;
  /** When, in ms. */
  at: number;
}

/** Uploads a file in one piece; the time in its name keeps it apart from every other. */
export async function upload({ client, outputs, now, seed }: CheckContext, name: string, size: number): Promise<Upload> {
  const at = now();
  const key = `${at} ${name}`;
  const Body = new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8) + seed) & 255);
  await client(S3Client).send(new PutObjectCommand({ Bucket: outputs.Uploads, Key: key, Body }));
  return { key, size, at };
}

export async function remove({ client, outputs }: CheckContext, { key }: Upload): Promise<void> {
  await client(S3Client).send(new DeleteObjectCommand({ Bucket: outputs.Uploads, Key: key }));
}

/** What the log holds about one upload. */
export interface Story {
  /** The size that the function was told; undefined while it has logged nothing. */
  size: number | undefined;
  /** `Task timed out after 3.00 seconds`. */
  timedOut: string | undefined;
  fingerprint: string | undefined;
  /** The REPORT line of the last attempt. */
  report: string | undefined;
}

/** Reads the function's log for an upload. Lambda may have tried more than once: any attempt that succeeded counts. */
export async function storyOf(context: CheckContext, { key, at }: Upload): Promise<Story> {
  const lines = (await logSince(context, at)).map(({ message = '' }) => message.trimEnd());
  const own = lines.flatMap((line) => {
    const told = /\t([0-9a-f-]{36})\tINFO\t(\{.*\})$/.exec(line);
    if (!told) return [];
    const said: { uploaded?: string; described?: string; size: number; fingerprint?: string } = JSON.parse(told[2]!);
    return (said.uploaded ?? said.described) === key ? [{ requestId: told[1]!, ...said }] : [];
  });
  const requestIds = new Set(own.map(({ requestId }) => requestId));
  const about = lines.filter((line) => [...requestIds].some((requestId) => line.includes(requestId)));
  return {
    size: own[0]?.size,
    timedOut: about.map((line) => /Task timed out after [\d.]+ seconds/.exec(line)?.[0]).find((found) => found !== undefined),
    fingerprint: own.find((said) => said.fingerprint !== undefined)?.fingerprint,
    report: about.findLast((line) => line.startsWith('REPORT '))?.replaceAll('\t', '  '),
  };
}

async function logSince({ client, outputs }: CheckContext, startTime: number): Promise<FilteredLogEvent[]> {
  const events: FilteredLogEvent[] = [];
  // Reason: clocks differ by a little between this machine and AWS.
  const pages = paginateFilterLogEvents(
    { client: client(CloudWatchLogsClient) },
    { logGroupName: outputs.DescribeLogs, startTime: startTime - 5000 },
  );
  for await (const page of pages) events.push(...(page.events ?? []));
  return events;
}

/** Uploads and what became of them, one below the other. */
export function uploadTable(stories: readonly (readonly [Upload, Story])[]): Table {
  const field = (report: string | undefined, name: string) => new RegExp(`(?<!\\w )${name}: ([\\d.]+)`).exec(report ?? '')?.[1] ?? '-';
  return {
    title: { vi: 'Các tệp theo log của hàm', en: 'The files, as the log has them' },
    columns: [
      { vi: 'Tệp', en: 'File' },
      { vi: 'Byte', en: 'Bytes' },
      { vi: 'Duration (ms)', en: 'Duration (ms)' },
      { vi: 'Billed (ms)', en: 'Billed (ms)' },
      { vi: 'Kết cục', en: 'Outcome' },
    ],
    rows: stories.map(([{ key, size }, { timedOut, fingerprint, report }]) => ({
      cells: [
        key.slice(key.indexOf(' ') + 1),
        String(size),
        field(report, 'Duration'),
        field(report, 'Billed Duration'),
        fingerprint ?? timedOut ?? '-',
      ],
      wrong: fingerprint === undefined,
    })),
  };
}
