import { DescribeReplayCommand, EventBridgeClient, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import type { CheckContext } from '#labs/contract.ts';

/** Sends what the archive holds of a span of time through the bus again; gives the replay's name. */
export async function replay({ client, outputs, now }: CheckContext, from: number, to: number): Promise<string> {
  const ReplayName = `image-pipeline-${now()}`;
  const account = outputs.Archive!.split(':').slice(0, 5).join(':');
  await client(EventBridgeClient).send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: outputs.Archive,
      EventStartTime: new Date(from),
      EventEndTime: new Date(to),
      Destination: { Arn: `${account}:event-bus/default` },
    }),
  );
  return ReplayName;
}

/** `STARTING`, `RUNNING`, `COMPLETED`. */
export async function stateOfReplay({ client }: CheckContext, ReplayName: string): Promise<string> {
  return (await client(EventBridgeClient).send(new DescribeReplayCommand({ ReplayName }))).State ?? '-';
}
