import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { answer, answering } from './answer.ts';
import { keyOf } from './user.ts';

const dynamodb = new DynamoDBClient({});

/** `DELETE /users/{userId}`. Who is not there is deleted too: doing it twice is no error. */
export const handler = answering(async ({ pathParameters }) => {
  const userId = decodeURIComponent(pathParameters?.userId ?? '');
  await dynamodb.send(new DeleteItemCommand({ TableName: process.env.USERS_TABLE, Key: keyOf(userId) }));
  return answer(204);
});
