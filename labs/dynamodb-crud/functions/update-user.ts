import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { answer, answering, Refusal } from './answer.ts';
import { keyOf, objectOf, userOf } from './user.ts';

const dynamodb = new DynamoDBClient({});
const FIELDS = ['name', 'email'];

/** `PATCH /users/{userId}` with a new name, a new email, or both. What is not named stays as it is. */
export const handler = answering(async ({ pathParameters, body }) => {
  const userId = decodeURIComponent(pathParameters?.userId ?? '');
  const given = objectOf(body);
  const changes = FIELDS.filter((field) => typeof given[field] === 'string' && given[field] !== '');
  if (changes.length === 0) throw new Refusal(400, `Nothing to change. Possible: ${FIELDS.join(', ')}.`);
  // #region update
  try {
    const { Attributes = {} } = await dynamodb.send(
      new UpdateItemCommand({
        TableName: process.env.USERS_TABLE,
        Key: keyOf(userId),
        UpdateExpression: `SET ${changes.map((field) => `#${field} = :${field}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(userId)',
        ExpressionAttributeNames: Object.fromEntries(changes.map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: Object.fromEntries(changes.map((field) => [`:${field}`, { S: String(given[field]) }])),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return answer(200, userOf(Attributes));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Refusal(404, `No user ${userId}.`);
    throw error;
  }
  // #endregion update
});
