import { fromUtf8, toBase64 } from '@smithy/core/serde';
import { gzipSync } from 'fflate';
import { AwsError } from '../../aws-error.ts';
import type { Background } from '../../service.ts';
import { eventId } from './events.ts';
import { compileFilter } from './filter-pattern.ts';
import type { LogEvent, LogsState } from './state.ts';
import { groupPrincipal } from './subscription-filters.ts';

/** Events that have just come in. */
interface Ingested {
  account: string;
  region: string;
  logGroupName: string;
  logStreamName: string;
  events: readonly LogEvent[];
}

/** Invokes the functions of the group's subscription filters with what matches. What can no longer be delivered is dropped. */
export async function deliver(ingested: Ingested, background: Background<LogsState>): Promise<void> {
  const { account, region, logGroupName, logStreamName, events } = ingested;
  const call = background.open(account, region, groupPrincipal({ account, region }, logGroupName));
  for (const { name, pattern, destinationArn } of [...(call.state.groups.get(logGroupName)?.subscriptionFilters.values() ?? [])]) {
    const matches = compileFilter(pattern);
    const logEvents = events
      .filter(({ message }) => matches(message))
      .map((event) => ({ id: eventId(event), timestamp: event.timestamp, message: event.message }));
    if (logEvents.length === 0) continue;
    const message = {
      messageType: 'DATA_MESSAGE',
      owner: account,
      logGroup: logGroupName,
      logStream: logStreamName,
      subscriptionFilters: [name],
      logEvents,
    };
    // Reason: zip's time stamp must not come from the machine's clock.
    const data = toBase64(gzipSync(fromUtf8(JSON.stringify(message)), { mtime: 0 }));
    try {
      await call.aws.lambda.Invoke({
        FunctionName: destinationArn,
        InvocationType: 'Event',
        Payload: fromUtf8(JSON.stringify({ awslogs: { data } })),
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}
