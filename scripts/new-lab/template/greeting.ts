import { DeleteItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckContext } from '#labs/contract.ts';

/** Somebody nobody else is called; the same seed gives the same name. */
export function someName({ seed }: CheckContext): string {
  return `Mây ${seed}`;
}

/** What Greet answers; its error, where it fails. */
export async function greeted({ client, outputs }: CheckContext, name: string): Promise<string> {
  const { Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: outputs.Greet, Payload: new TextEncoder().encode(JSON.stringify({ name })) }),
  );
  const answer: { greeting?: string; errorMessage?: string } = JSON.parse(new TextDecoder().decode(Payload));
  return answer.greeting ?? answer.errorMessage ?? '-';
}

/** What the table has of somebody; `-` when it has nothing. */
export async function remembered({ client, outputs }: CheckContext, name: string): Promise<string> {
  const { Item } = await client(DynamoDBClient).send(new GetItemCommand({ TableName: outputs.Greetings, Key: { name: { S: name } } }));
  return Item?.greeting?.S ?? '-';
}

/** Leaves the table as it was. */
export async function forget({ client, outputs }: CheckContext, name: string): Promise<void> {
  await client(DynamoDBClient).send(new DeleteItemCommand({ TableName: outputs.Greetings, Key: { name: { S: name } } }));
}
