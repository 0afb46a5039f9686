import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { CheckContext } from '#labs/contract.ts';

/** A line of the access log. */
export interface AccessLine {
  requestId: string;
  httpMethod: string;
  path: string;
  status: string;
  responseLatency: string;
  integrationLatency: string;
  error: string;
}

/** Waits for lines with a text, which comes between quotes in a filter pattern. */
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

/** A request's line in the access log. */
export async function accessLine(context: CheckContext, requestId: string): Promise<AccessLine> {
  const [line = '{}'] = await linesWith(context, context.outputs.AccessLog, requestId);
  return JSON.parse(line);
}
