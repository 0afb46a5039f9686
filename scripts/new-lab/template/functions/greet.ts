import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({}); // once per execution environment

// #region handler
/** Greets somebody, and remembers whom. */
export async function handler({ name }: { name: string }): Promise<{ greeting: string }> {
  const greeting = `Xin chào, ${name}!`;
  // #region remember
  await dynamodb.send(
    new PutItemCommand({ TableName: process.env.GREETINGS_TABLE, Item: { name: { S: name }, greeting: { S: greeting } } }),
  );
  // #endregion remember
  return { greeting };
}
// #endregion handler
