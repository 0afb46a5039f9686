import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { CheckContext } from '#labs/contract.ts';

/** Waits for lines of the last ten minutes that hold a text. */
export async function linesWith(context: CheckContext, logGroupName: string | undefined, text: string): Promise<string[]> {
  return context.eventually(
    async () => {
      const lines: string[] = [];
      const pages = paginateFilterLogEvents(
        { client: context.client(CloudWatchLogsClient) },
        { logGroupName, filterPattern: `"${text}"`, startTime: context.now() - 10 * 60_000 },
      );
      for await (const { events = [] } of pages) lines.push(...events.map(({ message = '' }) => message.trimEnd()));
      if (lines.length === 0) context.fail(text, '-', { vi: `Dòng trong ${logGroupName}`, en: `A line in ${logGroupName}` });
      return lines;
    },
    { within: 15_000 },
  );
}
