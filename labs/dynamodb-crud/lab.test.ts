import type { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { linesWith } from './log-lines.ts';
import { call } from './users-api.ts';

const ID = 'dynamodb-crud';
const templateOf = templatesOf(ID);

/** The DynamoDB actions of each function's role, by the function's name. */
const grantsOf = (template: Template): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(template.findResources('AWS::IAM::Policy')).map(([id, { Properties }]) => [
      id.replace(/Role.*/, ''),
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action).filter((action: string) =>
        action.startsWith('dynamodb:'),
      ),
    ]),
  );
const own = {
  CreateUser: ['dynamodb:PutItem'],
  ReadUser: ['dynamodb:GetItem'],
  UpdateUser: ['dynamodb:UpdateItem'],
  DeleteUser: ['dynamodb:DeleteItem'],
};

describe('templates', () => {
  test('a table on demand keyed by userId, four functions with one action each, nothing kept, no custom resource', async () => {
    const solution = await templateOf({});
    solution.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }] },
    });
    expect(grantsOf(solution)).toEqual(own);
    const resources = Object.values(solution.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
    expect(resources.filter(({ Type, DeletionPolicy }) => /^Custom::/.test(Type) || DeletionPolicy === 'Retain')).toEqual([]);
    expect(Object.keys(solution.toJSON().Outputs)).not.toContain(expect.stringContaining('Endpoint'));
  });

  test('start grants everything to everyone; each drill changes one thing', async () => {
    const start = grantsOf(await templateOf({ stage: 'start' }));
    for (const name of Object.keys(own)) expect(start[name]).toEqual(expect.arrayContaining(['dynamodb:Scan', 'dynamodb:DeleteItem']));
    expect(grantsOf(await templateOf({ drill: 'put-denied' }))).toEqual({ ...own, CreateUser: ['dynamodb:UpdateItem'] });
    const wrongKey = await templateOf({ drill: 'wrong-key' });
    wrongKey.hasResourceProperties('AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] });
    expect(grantsOf(wrongKey)).toEqual(own);
  });
});

describe('deployed', () => {
  let lab: LabInTest;
  let host: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const context = () => lab.context(host);
  const green = Object.fromEntries(
    ['create-read', 'no-overwrite', 'update', 'delete', 'key-name', 'on-demand', 'least-privilege'].map((id) => [id, 'passed']),
  );

  test('start creates and deletes; what the reader adds makes the rest work and leaves the table alone', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.failed(host)).toEqual(['no-overwrite', 'update', 'least-privilege']);
    const [line] = await lines('UpdateUser', 'ValidationException');
    expect(line).toContain('ValidationException: Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name');
    host = await lab.deploy();
    expect(await lab.updated()).toEqual([
      'UPDATE_COMPLETE CreateUser',
      'UPDATE_COMPLETE CreateUserRoleDefaultPolicy',
      'UPDATE_COMPLETE DeleteUserRoleDefaultPolicy',
      'UPDATE_COMPLETE ReadUserRoleDefaultPolicy',
      'UPDATE_COMPLETE UpdateUser',
      'UPDATE_COMPLETE UpdateUserRoleDefaultPolicy',
    ]);
    expect(await lab.check(host)).toEqual(green);
  });

  const lines = (name: string, text: string) => linesWith(context(), `/aws/lambda/${ID}/${name}`, text);

  test.each([
    ['a body that is no JSON', 'POST', 'users', 400],
    ['an object where a text should be', 'POST', 'users', 400, { userId: { S: 'x' }, name: 'x', email: 'x' }],
    ['an empty id', 'POST', 'users', 400, { userId: '', name: 'x', email: 'x' }],
    ['nothing to change', 'PATCH', 'users/x', 400, { userId: 'y' }],
    ['a list', 'PATCH', 'users/x', 400, ['name']],
  ] as const)('%s is refused, not crashed upon', async (_, method, place, status, body?: object) => {
    expect((await call(context(), method, place, body)).slice(0, 3)).toBe(String(status));
  });

  test('an id with accents and spaces is one user', async () => {
    const user = { userId: 'mái nhà/7', name: 'Mai', email: 'm@example.com' };
    expect(await call(context(), 'POST', 'users', user)).toBe(`201 ${JSON.stringify(user)}`);
    const place = `users/${encodeURIComponent(user.userId)}`;
    expect(await call(context(), 'GET', place)).toBe(`200 ${JSON.stringify(user)}`);
    expect(await call(context(), 'DELETE', place)).toBe('204');
  });

  test('scenario keys: AWS’s words for each wrong key', async () => {
    const { shown } = await lab.run('keys', host);
    const invalid = 'ValidationException: One or more parameter values';
    expect(shown[0]?.rows.map(({ cells }) => cells[1])).toEqual([
      `${invalid} were invalid: Missing the key userId in the item`,
      `${invalid} were invalid: Missing the key userId in the item`,
      `${invalid} were invalid: Type mismatch for key userId expected: S actual: N`,
      `${invalid} are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: userId`,
      'ValidationException: The provided key element does not match the schema',
      'OK, Item: undefined',
    ]);
  });

  test('scenario capacity: writes by the kB, reads by 4 kB, half for a read that may be stale', async () => {
    const { told, shown } = await lab.run('capacity', host);
    expect(shown[0]?.rows.map(({ cells }) => cells[1])).toEqual(['1', '0.5', '1', '5', '1', '5', '5']);
    expect(told).toContain('BillingMode: PAY_PER_REQUEST, ProvisionedThroughput: 0/0');
  });

  test('scenario crud: a user’s life in status codes', async () => {
    const { shown } = await lab.run('crud', host);
    expect(shown[0]?.rows.map(({ cells }) => cells[1]?.slice(0, 3))).toEqual(['201', '409', '200', '200', '404', '204', '404', '204']);
  });

  test('put-denied: 500 from the API, AccessDeniedException in the log of the function', async () => {
    host = await lab.deploy({ drill: 'put-denied' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE CreateUserRoleDefaultPolicy']);
    const { told } = await lab.provoke('put-denied', host);
    expect(told).toEqual([
      expect.stringMatching(/^POST \/users: 500 \{"message":"Something went wrong\. It is in the log\."\}$/),
      expect.stringMatching(
        / {2}ERROR {2}AccessDeniedException: User: arn:aws:sts::\d{12}:assumed-role\/dynamodb-crud-CreateUserRole\S+ is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ap-southeast-1:\d{12}:table\/dynamodb-crud-Users\S+ because no identity-based policy allows the dynamodb:PutItem action$/,
      ),
    ]);
    expect(await lab.failed(host)).toEqual((await lab.drill('put-denied')).fails);
  });

  test('wrong-key: saved twice, found never, and no error anywhere', async () => {
    host = await lab.deploy({ drill: 'wrong-key' });
    expect((await lab.updated()).filter((event) => event.endsWith(' Users'))).toEqual(['DELETE_COMPLETE Users', 'UPDATE_COMPLETE Users']);
    const { told, shown } = await lab.provoke('wrong-key', host);
    expect(told.map((line) => line.replace(/.*: (\d{3}) .*/, '$1'))).toEqual(['201', '404', '201']);
    expect(shown[0]?.rows).toHaveLength(2);
    expect(await lab.failed(host)).toEqual((await lab.drill('wrong-key')).fails);
  });

  test('the solution over a fault is green again', async () => {
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('the stack goes and leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
