import { ListTagsOfResourceCommand, TagResourceCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { dynamodbCloud } from './table.test-fixture.ts';

const arn = (account: string) => `arn:aws:dynamodb:${TEST_REGION}:${account}:table/None`;

test.each([
  ['no ARN', 'table', 'ValidationException', 'Invalid TableArn: Invalid ResourceArn provided as input table'],
  [
    "another account's",
    arn('999999999999'),
    'AccessDeniedException',
    `User: arn:aws:iam::${TEST_ACCOUNT}:root is not authorized to perform: dynamodb:TagResource on resource: ${arn('999999999999')} because no resource-based policy allows the dynamodb:TagResource action`,
  ],
  ['no table', arn(TEST_ACCOUNT), 'ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn(TEST_ACCOUNT)} not found`],
])('a tag on what is %s is refused', async (_what, ResourceArn, name, message) => {
  const { client } = await dynamodbCloud();
  await expect(client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] }))).rejects.toMatchObject({
    name,
    message,
  });
  await expect(client.send(new ListTagsOfResourceCommand({ ResourceArn }))).rejects.toMatchObject({ name });
});
