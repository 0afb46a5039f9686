import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { dynamodbCloud, keySchema } from './table.test-fixture.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const STREAM = 'stream';
/** One valid request for each operation, to be spoiled. */
const REQUESTS: Record<string, Json> = {
  PutItem: {
    TableName: 'Items',
    Item: { pk: { S: 'a' }, g: { S: 'x' }, l: { L: [{ N: '1' }, { M: { x: { SS: ['a', 'b'] } } }] } },
    ConditionExpression: 'attribute_not_exists(pk) OR n < :v',
    ExpressionAttributeValues: { ':v': { N: '2' } },
  },
  GetItem: {
    TableName: 'Items',
    Key: { pk: { S: 'a' } },
    ProjectionExpression: 'pk, #l[0]',
    ExpressionAttributeNames: { '#l': 'l' },
    ReturnConsumedCapacity: 'TOTAL',
  },
  UpdateItem: {
    TableName: 'Items',
    Key: { pk: { S: 'a' } },
    UpdateExpression: 'SET l[0] = :v, q = if_not_exists(q, :v) + :v REMOVE z ADD n :v',
    ExpressionAttributeValues: { ':v': { N: '2' } },
    ReturnValues: 'ALL_NEW',
  },
  DeleteItem: {
    TableName: 'Items',
    Key: { pk: { S: 'a' } },
    Expected: { n: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '1' }] } },
  },
  Query: {
    TableName: 'Items',
    IndexName: 'by-g',
    KeyConditionExpression: 'g = :g',
    FilterExpression: 'size(l) > :n',
    ExpressionAttributeValues: { ':g': { S: 'x' }, ':n': { N: '0' } },
    Limit: 3,
  },
  Scan: {
    TableName: 'Items',
    ScanFilter: { n: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '1' }, { N: '2' }] } },
    Segment: 0,
    TotalSegments: 2,
  },
  BatchGetItem: { RequestItems: { Items: { Keys: [{ pk: { S: 'a' } }, { pk: { S: 'b' } }] } } },
  BatchWriteItem: {
    RequestItems: { Items: [{ PutRequest: { Item: { pk: { S: 'b' } } } }, { DeleteRequest: { Key: { pk: { S: 'c' } } } }] },
  },
  TransactWriteItems: {
    TransactItems: [
      { Put: { TableName: 'Items', Item: { pk: { S: 'd' } } } },
      { ConditionCheck: { TableName: 'Items', Key: { pk: { S: 'e' } }, ConditionExpression: 'attribute_not_exists(pk)' } },
    ],
  },
  TransactGetItems: { TransactItems: [{ Get: { TableName: 'Items', Key: { pk: { S: 'a' } } } }] },
  CreateTable: {
    TableName: 'Other',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'g', AttributeType: 'N' },
    ],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-g',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    Tags: [{ Key: 'a', Value: 'b' }],
  },
  UpdateTable: {
    TableName: 'Items',
    AttributeDefinitions: [{ AttributeName: 'h', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      { Create: { IndexName: 'by-h', KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } } },
    ],
  },
  UpdateTimeToLive: { TableName: 'Items', TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } },
  ExecuteStatement: { Statement: `SELECT * FROM "Items" WHERE pk = ? AND n IN [1, 2]`, Parameters: [{ S: 'a' }], Limit: 2 },
  ExecuteTransaction: { TransactStatements: [{ Statement: `UPDATE Items SET n = 1 WHERE pk = 'a'` }] },
  ListTagsOfResource: { ResourceArn: `arn:aws:dynamodb:${TEST_REGION}:${TEST_ACCOUNT}:table/Items`, NextToken: '0' },
  GetShardIterator: {
    StreamArn: STREAM,
    ShardId: 'shard',
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    SequenceNumber: '100000000000000000001',
  },
  GetRecords: { ShardIterator: `${STREAM}|1|x`, Limit: 5 },
  DescribeStream: { StreamArn: STREAM, Limit: 5 },
};

const json: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    'x',
    '#',
    ':v',
    'SET',
    '((',
    'arn:aws:dynamodb',
    {},
    [],
    [{}],
    { S: 'x' },
    { N: 'x' },
    { N: '1' },
    { SS: [] },
    { B: '!' },
    { NS: ['1', '1'] },
    { M: { a: {} } },
  ),
  fc.string().map((text): Json => text),
);

/** The request with the value at one of its places, chosen by `pick`, replaced or removed. */
function spoiled(request: Json, pick: number, value: Json, remove: boolean): Json {
  const copy = structuredClone(request);
  const places: { holder: { [name: string]: Json }; name: string }[] = [];
  const visit = (holder: Json) => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [name, member] of Object.entries(holder)) {
      places.push({ holder: holder as { [name: string]: Json }, name });
      visit(member);
    }
  };
  visit(copy);
  const place = places[pick % places.length];
  if (!place) return copy;
  const { holder, name } = place;
  if (remove && !Array.isArray(holder)) delete holder[name];
  else holder[name] = value;
  return copy;
}

test('a spoiled request of any operation gets an error of AWS, never a fault of the cloud', async () => {
  const { cloud, db, table, faults } = await dynamodbCloud();
  const StreamArn = await table('Items', 'pk:S', {
    stream: 'NEW_AND_OLD_IMAGES',
    attributes: 'g:S',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' } }],
  });
  await db.PutItem({ TableName: 'Items', Item: { pk: { S: 'a' }, g: { S: 'x' }, n: { N: '1' }, l: { L: [{ N: '1' }] } } });
  const send = async (operation: string, body: Json) => {
    const streams = ['GetShardIterator', 'GetRecords', 'DescribeStream'].includes(operation);
    const text = JSON.stringify(body).replaceAll(`"${STREAM}`, `"${StreamArn}`);
    return cloud.handle({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${streams ? 'DynamoDBStreams' : 'DynamoDB'}_20120810.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${TEST_ACCOUNT}/20261120/${TEST_REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=00`,
      },
      body: (async function* () {
        yield new TextEncoder().encode(text);
      })(),
    });
  };
  const request = fc.constantFrom(...Object.keys(REQUESTS));
  await fc.assert(
    fc.asyncProperty(request, fc.nat(), json, fc.boolean(), fc.nat(), json, async (operation, pick, value, remove, again, other) => {
      const body = spoiled(spoiled(REQUESTS[operation]!, pick, value, remove), again, other, false);
      faults.length = 0;
      const { status, body: answer } = await send(operation, body);
      expect({
        operation,
        body,
        answer: status === 500 ? answer : '',
        status,
        faults: faults.map((fault) => (fault as Error).stack),
      }).toMatchObject({
        status: expect.toSatisfy((code: number) => code === 200 || code === 400 || code === 501),
        faults: [],
      });
    }),
    { numRuns: 2000 },
  );
});
