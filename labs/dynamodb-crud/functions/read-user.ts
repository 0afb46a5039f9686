import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { answer, answering, Refusal } from './answer.ts';
import { keyOf, userOf } from './user.ts';

const dynamodb = new DynamoDBClient({});

/** `GET /users/{userId}`. Reads consistently: who was saved a moment ago is there. */
export const handler = answering(async ({ pathParameters }) => {
  const userId = decodeURIComponent(pathParameters?.userId ?? '');
  // #region get
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: process.env.USERS_TABLE, Key: keyOf(userId), ConsistentRead: true }),
  );
  // An item that is not there is no error: the answer simply has no Item.
  if (!Item) throw new Refusal(404, `No user ${userId}.`);
  // #endregion get
  return answer(200, userOf(Item));
});
