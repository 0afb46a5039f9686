import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { userOf } from './users.ts';

const dynamodb = new DynamoDBClient({});
const AT_ONCE = 25; // as many as BatchWriteItem takes

/** Puts so many users into the table, 25 a request. Answers how many requests it took. */
export async function handler({ users }: { users: number }): Promise<{ requests: number }> {
  let requests = 0;
  for (let from = 0; from < users; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, users - from) }, (_, offset) => from + offset);
    requests += await write(numbers.map(putRequest));
  }
  return { requests };
}

// #region unprocessed
/** What DynamoDB had no capacity for comes back as UnprocessedItems, not as an error: it has to be sent again. */
async function write(writes: WriteRequest[]): Promise<number> {
  let requests = 0;
  for (let left = writes; left.length > 0; requests++) {
    if (requests > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** Math.min(requests, 6)));
    const { UnprocessedItems } = await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [process.env.USERS_TABLE!]: left } }));
    left = UnprocessedItems?.[process.env.USERS_TABLE!] ?? [];
  }
  return requests;
}
// #endregion unprocessed

function putRequest(number: number): WriteRequest {
  return { PutRequest: { Item: Object.fromEntries(Object.entries(userOf(number)).map(([name, value]) => [name, { S: String(value) }])) } };
}
