import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { answer, answering, Refusal } from './answer.ts';
import { fieldsOf } from './user.ts';

const dynamodb = new DynamoDBClient({});

/** `POST /users` with `{ userId, name, email }`. Answers 201, or 409 where there is such a user. */
export const handler = answering(async ({ body }) => {
  const { userId, name, email } = fieldsOf(body, ['userId', 'name', 'email']);
  // #region put
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.USERS_TABLE,
        Item: { userId: { S: userId }, name: { S: name }, email: { S: email } },
        ConditionExpression: 'attribute_not_exists(userId)',
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Refusal(409, `There is a user ${userId} already.`);
    throw error;
  }
  // #endregion put
  return answer(201, { userId, name, email });
});
