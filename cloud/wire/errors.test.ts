import { cbor } from '@smithy/core/cbor';
import { expect, test } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { collect } from './body.ts';
import { chunksOf } from './fuzz/capture.ts';
import { clientPackages } from './fuzz/clients.ts';
import { type Subject, subject } from './fuzz/subject.ts';

const under = async (name: string, options = {}) => subject(clientPackages.find((candidate) => candidate.name === name)!, options);

const requests: Record<string, [operation: string, input: object]> = {
  dynamodb: ['ListTables', {}],
  kinesis: ['ListStreams', {}],
  lambda: ['ListFunctions', {}],
  iam: ['ListRoles', {}],
  s3: ['ListObjectsV2', { Bucket: 'b' }],
  cloudfront: ['ListDistributions', {}],
};

test.each([
  ['AccessDenied', 'dynamodb', 'AccessDeniedException', 400],
  ['AccessDenied', 'kinesis', 'AccessDeniedException', 400],
  ['AccessDenied', 'lambda', 'AccessDeniedException', 403],
  ['AccessDenied', 'iam', 'AccessDenied', 403],
  ['AccessDenied', 's3', 'AccessDenied', 403],
  ['AccessDenied', 'cloudfront', 'AccessDenied', 403],
  ['ExpiredToken', 'cloudfront', 'ExpiredToken', 403],
  ['ExpiredToken', 'dynamodb', 'ExpiredTokenException', 400],
  ['ExpiredToken', 'lambda', 'ExpiredTokenException', 403],
  ['ExpiredToken', 'iam', 'ExpiredToken', 403],
  ['ExpiredToken', 's3', 'ExpiredToken', 400],
  ['InvalidClientTokenId', 'dynamodb', 'UnrecognizedClientException', 400],
  ['InvalidClientTokenId', 'iam', 'InvalidClientTokenId', 403],
  ['InvalidClientTokenId', 's3', 'InvalidAccessKeyId', 403],
])('%s comes out of %s as %s with %i', async (thrown, name, code, status) => {
  const client = await under(name);
  client.answerWith(() => {
    throw new AwsError(thrown, 'because', { status: 403 });
  });
  await expect(client.send(...requests[name]!)).rejects.toMatchObject({
    name: code,
    message: 'because',
    $metadata: { httpStatusCode: status },
  });
});

test('what is not implemented is answered once: clients do not try again', async () => {
  const client = await under('dynamodb', { maxAttempts: 3 });
  let calls = 0;
  client.answerWith(() => {
    calls++;
    throw new AwsError('NotImplemented', 'no', { status: 501 });
  });
  await expect(client.send('ListTables', {})).rejects.toMatchObject({ name: 'NotImplemented' });
  expect(calls).toBe(1);
});

/** Sends bytes that no client would, signed for a service. */
async function raw(
  { memory }: Subject,
  service: string,
  request: { method?: string; path?: string; query?: string; headers?: Record<string, string>; body?: string },
) {
  const { body, status } = await memory.cloud.handle({
    method: request.method ?? 'POST',
    path: request.path ?? '/',
    query: new URLSearchParams(request.query),
    headers: {
      host: '127.0.0.1:4566',
      authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20261120/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...request.headers,
    },
    body: chunksOf(new TextEncoder().encode(request.body ?? '')),
  });
  const text =
    typeof body === 'string' ? body : body ? new TextDecoder().decode(body instanceof Uint8Array ? body : await collect(body)) : '';
  return { status, text };
}
const json = (operation: string) => ({ 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` });
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

test.each([
  ['NUMBER_VALUE can not be converted to String', '{"TableName":1,"Key":{}}'],
  ['STRING_VALUE can not be converted to Boolean', '{"TableName":"t","Key":{},"ConsistentRead":"true"}'],
  ['TRUE_VALUE can not be converted to String', '{"TableName":"t","Key":{"a":{"S":true}}}'],
  ['Start of list found where not expected', '{"TableName":"t","Key":[]}'],
  ['Start of structure or map found where not expected', '{"TableName":{},"Key":{}}'],
  ['Expected list or null', '{"TableName":"t","Key":{},"AttributesToGet":"a"}'],
  ['NULL_VALUE found in a map that takes none', '{"TableName":"t","Key":{"a":null}}'],
  ['NULL_VALUE found in a map that takes none', '{"TableName":"t","Key":{"a":{"M":{"b":null}}}}'],
  ['NULL_VALUE found in a list that takes none', '{"TableName":"t","Key":{},"AttributesToGet":["a",null]}'],
])('wrong JSON types are refused: %s', async (message, body) => {
  const { status, text } = await raw(await under('dynamodb'), 'dynamodb', { headers: json('GetItem'), body });
  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ __type: 'com.amazonaws.dynamodb#SerializationException', message });
});

test('what is no JSON is a SerializationException, and Lambda has its own word for it', async () => {
  expect(JSON.parse((await raw(await under('dynamodb'), 'dynamodb', { headers: json('GetItem'), body: '{"a' })).text).__type).toBe(
    'com.amazonaws.dynamodb#SerializationException',
  );
  const answer = await raw(await under('lambda'), 'lambda', { path: '/2015-03-31/functions', body: '{"a' });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('Could not parse request body into json');
});

test('what is no XML is MalformedXML', async () => {
  const { status, text } = await raw(await under('s3'), 's3', { method: 'PUT', path: '/bucket', body: '<CreateBucketConfiguration><a>' });
  expect(status).toBe(400);
  expect(text).toContain(
    '<Code>MalformedXML</Code><Message>The XML you provided was not well-formed or did not validate against our published schema</Message>',
  );
});

test('an operation that no service has', async () => {
  const dynamodb = await raw(await under('dynamodb'), 'dynamodb', { headers: json('MakeItem'), body: '{}' });
  expect(dynamodb.status).toBe(400);
  expect(JSON.parse(dynamodb.text).__type).toBe('com.amazonaws.dynamodb#UnknownOperationException');
  const iam = await raw(await under('iam'), 'iam', { headers: form, body: 'Action=MakeRole&Version=2010-05-08' });
  expect(iam.status).toBe(400);
  expect(iam.text).toContain('<Code>InvalidAction</Code><Message>Could not find operation MakeRole for version 2010-05-08</Message>');
  const s3 = await raw(await under('s3'), 's3', { method: 'PATCH', path: '/bucket/key' });
  expect(s3.status).toBe(405);
  const foreign = await raw(await under('iam'), 'sqs', { headers: form, body: 'Action=ListQueues&Version=2012-11-05' });
  expect(foreign).toEqual({ status: 501, text: expect.stringContaining('The embedded cloud does not implement the service sqs.') });
});

test('a null member is a member that is not there', async () => {
  const client = await under('dynamodb');
  client.answerWith(() => ({}));
  const body = '{"TableName":"t","Key":{"a":{"S":"b","N":null}},"AttributesToGet":null}';
  expect((await raw(client, 'dynamodb', { headers: json('GetItem'), body })).status).toBe(200);
});

test.each(['CreateTable', 'DescribeTable', 'UpdateTable', 'DeleteTable'])('%s without a table has its own words', async (operation) => {
  const { text } = await raw(await under('dynamodb'), 'dynamodb', { headers: json(operation), body: '{}' });
  expect(JSON.parse(text)).toEqual({
    __type: 'com.amazonaws.dynamodb#ValidationException',
    message: "The parameter 'TableName' is required but was not present in the request",
  });
});

test('what must be there and is not', async () => {
  const message = (path: string) =>
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`;
  await expect((await under('iam')).send('GetRolePolicy', { PolicyName: 'p' })).rejects.toMatchObject({
    name: 'ValidationError',
    message: message('roleName'),
  });
  await expect((await under('ssm')).send('PutParameter', { Value: 'v', Tags: [{ Key: 'k' }], Name: 'n' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: message('tags.1.member.value'),
  });
  await expect((await under('cloudwatch-logs')).send('CreateLogGroup', {})).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: message('logGroupName'),
  });
  await expect((await under('s3')).send('PutBucketTagging', { Bucket: 'b' })).rejects.toMatchObject({ name: 'MissingRequestBodyError' });
});

test('a signature that cannot be read', async () => {
  const dynamodb = await under('dynamodb');
  const authorization = (value: string) =>
    raw(dynamodb, 'dynamodb', { headers: { ...json('ListTables'), authorization: value }, body: '{}' });
  expect((await authorization('Bearer x')).text).toContain('IncompleteSignatureException');
  expect((await authorization('AWS4-HMAC-SHA256 Credential=a/b, Signature=0')).text).toContain('IncompleteSignatureException');
  expect((await authorization('AWS4-HMAC-SHA256 Credential=a/20261120/../dynamodb/aws4_request, Signature=0')).text).toContain(
    'Credential should be scoped to a valid region.',
  );
});

test('an argument that is no number, and a path that is none', async () => {
  const s3 = await under('s3');
  const listed = await raw(s3, 's3', { method: 'GET', path: '/bucket', query: 'list-type=2&max-keys=many' });
  expect(listed.status).toBe(400);
  expect(listed.text).toMatch(/<Code>InvalidArgument<.*<ArgumentName>max-keys<.*<ArgumentValue>many</);
  expect((await raw(s3, 's3', { method: 'GET', path: '/bucket/%zz' })).text).toContain('<Code>InvalidURI</Code>');
  const iam = await raw(await under('iam'), 'iam', { headers: form, body: 'Action=ListRoles&Version=2010-05-08&MaxItems=many' });
  expect(iam).toEqual({ status: 400, text: expect.stringContaining('<Code>MalformedInput</Code>') });
});

test('a service that does not exist here is refused in the protocol of the request', async () => {
  const { memory } = await under('iam');
  const { body } = await memory.cloud.handle({
    method: 'POST',
    path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
    query: new URLSearchParams(),
    headers: {
      host: '127.0.0.1',
      'smithy-protocol': 'rpc-v2-cbor',
      authorization: 'AWS4-HMAC-SHA256 Credential=1/20261120/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: chunksOf(new Uint8Array(0)),
  });
  expect(body instanceof Uint8Array && cbor.deserialize(body)).toMatchObject({
    __type: 'com.amazon.coral.service#NotImplemented',
    message: 'The embedded cloud does not implement the service monitoring.',
  });
});
