import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SNSEvent } from 'aws-lambda';

const dynamodb = new DynamoDBClient({}); // once per execution environment

/** What CloudWatch tells a topic of an alarm that has changed its state, as far as it is kept. */
interface AlarmMessage {
  AlarmName: string;
  OldStateValue: string;
  NewStateValue: string;
  NewStateReason: string;
  StateChangeTime: string;
}

// #region handler
/** Keeps each change of an alarm's state as an incident. SNS may deliver a message twice: the same change is the same item. */
export async function handler({ Records }: SNSEvent): Promise<void> {
  for (const { Sns } of Records) {
    const alarm: AlarmMessage = JSON.parse(Sns.Message);
    const changedAt = new Date(alarm.StateChangeTime.replace('+0000', 'Z')).toISOString();
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.INCIDENTS_TABLE,
        Item: {
          alarm: { S: alarm.AlarmName },
          changedAt: { S: changedAt },
          change: { S: `${alarm.OldStateValue} -> ${alarm.NewStateValue}` },
          reason: { S: alarm.NewStateReason },
        },
      }),
    );
    console.log(JSON.stringify({ recorded: alarm.AlarmName, changedAt, state: alarm.NewStateValue }));
  }
}
// #endregion handler
