import type {
  AttributeValue,
  BatchGetItemInput,
  BatchWriteItemInput,
  GetItemInput,
  QueryInput,
  TransactGetItemsInput,
  TransactWriteItemsInput,
  UpdateItemInput,
} from '@aws-sdk/client-dynamodb';
import type { AccessCheck } from '../../operation.ts';
import { attributeOf, binaryText, type Item } from './attribute-value.ts';
import type { Index } from './state.ts';
import { type DynamoDbCall, tableArn } from './tables.ts';

type Check<Input> = (input: Input, call: DynamoDbCall) => AccessCheck | AccessCheck[];
interface OnTable {
  TableName?: string | undefined;
}

/** The parts of a request on items that condition keys speak of. */
type ItemRequest = OnTable &
  Pick<
    GetItemInput & UpdateItemInput & QueryInput,
    | 'AttributesToGet'
    | 'ProjectionExpression'
    | 'ConditionExpression'
    | 'UpdateExpression'
    | 'FilterExpression'
    | 'ExpressionAttributeNames'
  > & { Item?: Item | undefined; AttributeUpdates?: object | undefined; ReturnValues?: string | undefined; Select?: string | undefined };

/** Operations on one table, by TableName. */
const ON_TABLE = [
  'CreateTable',
  'DeleteTable',
  'DescribeContinuousBackups',
  'DescribeTable',
  'DescribeTimeToLive',
  'UpdateContinuousBackups',
  'UpdateTable',
  'UpdateTimeToLive',
] as const;
/** Operations on a table by ResourceArn. */
const ON_RESOURCE = [
  'DeleteResourcePolicy',
  'GetResourcePolicy',
  'ListTagsOfResource',
  'PutResourcePolicy',
  'TagResource',
  'UntagResource',
] as const;
const WORDS = /(?<![.#:\w])(#?[A-Za-z_]\w*)(?!\w*\s*\()/g;
const KEYWORDS = new Set(['SET', 'REMOVE', 'ADD', 'DELETE', 'AND', 'OR', 'NOT', 'BETWEEN', 'IN']);

/** What `iam` is asked for each operation. Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB". */
// biome-ignore lint/suspicious/noExplicitAny: a table of checks of any input; each one is typed where it stands.
export const access: Record<string, Check<any>> = {
  ...Object.fromEntries(
    ON_TABLE.map((name) => [name, (input: OnTable, call: DynamoDbCall) => ({ action: `dynamodb:${name}`, resource: arnOf(call, input) })]),
  ),
  ...Object.fromEntries(
    ON_RESOURCE.map((name) => [name, (input: { ResourceArn: string }) => ({ action: `dynamodb:${name}`, resource: input.ResourceArn })]),
  ),
  GetItem: itemCheck('GetItem', 'Key'),
  PutItem: itemCheck('PutItem', 'Item'),
  UpdateItem: itemCheck('UpdateItem', 'Key'),
  DeleteItem: itemCheck('DeleteItem', 'Key'),
  Query: ((input: QueryInput, call) => ({
    action: 'dynamodb:Query',
    resource: indexArn(call, input),
    context: context(call, input, queriedKeys(input, call)),
  })) satisfies Check<QueryInput>,
  Scan: ((input: QueryInput, call) => ({
    action: 'dynamodb:Scan',
    resource: indexArn(call, input),
    context: context(call, input, []),
  })) satisfies Check<QueryInput>,
  BatchGetItem: ((input: BatchGetItemInput, call) =>
    Object.entries(input.RequestItems ?? {}).map(([TableName, request]) => ({
      action: 'dynamodb:BatchGetItem',
      resource: arnOf(call, { TableName }),
      context: context(call, { TableName, ...request }, leadingKeys(call, TableName, request.Keys ?? [])),
    }))) satisfies Check<BatchGetItemInput>,
  BatchWriteItem: ((input: BatchWriteItemInput, call) =>
    Object.entries(input.RequestItems ?? {}).map(([TableName, requests]) => {
      const items = requests.map(({ PutRequest, DeleteRequest }): Item => PutRequest?.Item ?? DeleteRequest?.Key ?? {});
      return {
        action: 'dynamodb:BatchWriteItem',
        resource: arnOf(call, { TableName }),
        context: context(call, { TableName, Item: Object.assign({}, ...items) }, leadingKeys(call, TableName, items)),
      };
    })) satisfies Check<BatchWriteItemInput>,
  TransactGetItems: ((input: TransactGetItemsInput, call) =>
    (input.TransactItems ?? []).flatMap(({ Get }) =>
      Get ? ask(call, 'GetItem', Get, Get.Key, 'TransactGetItems') : [],
    )) satisfies Check<TransactGetItemsInput>,
  TransactWriteItems: ((input: TransactWriteItemsInput, call) =>
    (input.TransactItems ?? []).flatMap(({ Put, Update, Delete, ConditionCheck }) => [
      ...(Put ? [ask(call, 'PutItem', Put, Put.Item, 'TransactWriteItems')] : []),
      ...(Update ? [ask(call, 'UpdateItem', Update, Update.Key, 'TransactWriteItems')] : []),
      ...(Delete ? [ask(call, 'DeleteItem', Delete, Delete.Key, 'TransactWriteItems')] : []),
      ...(ConditionCheck ? [ask(call, 'ConditionCheckItem', ConditionCheck, ConditionCheck.Key, 'TransactWriteItems')] : []),
    ])) satisfies Check<TransactWriteItemsInput>,
  ExecuteStatement: (({ Statement }: { Statement: string }, call) => partiqlCheck(call, Statement)) satisfies Check<{ Statement: string }>,
  BatchExecuteStatement: (({ Statements }: { Statements: { Statement: string }[] }, call) =>
    Statements.map(({ Statement }) => partiqlCheck(call, Statement))) satisfies Check<{ Statements: { Statement: string }[] }>,
  ExecuteTransaction: (({ TransactStatements }: { TransactStatements: { Statement: string }[] }, call) =>
    TransactStatements.map(({ Statement }) => partiqlCheck(call, Statement))) satisfies Check<{
    TransactStatements: { Statement: string }[];
  }>,
  DescribeStream: ({ StreamArn }: { StreamArn: string }) => ({ action: 'dynamodb:DescribeStream', resource: StreamArn }),
  GetShardIterator: ({ StreamArn }: { StreamArn: string }) => ({ action: 'dynamodb:GetShardIterator', resource: StreamArn }),
  GetRecords: ({ ShardIterator }: { ShardIterator: string }) => ({ action: 'dynamodb:GetRecords', resource: ShardIterator.split('|')[0]! }),
  ListStreams: () => ({ action: 'dynamodb:ListStreams', resource: '*' }),
};

function itemCheck(operation: string, keyed: 'Key' | 'Item'): Check<ItemRequest & { Key?: Item }> {
  return (input, call) => ask(call, operation, input, input[keyed]);
}

function ask(call: DynamoDbCall, operation: string, request: ItemRequest, item: Item | undefined, enclosing?: string): AccessCheck {
  const keys = leadingKeys(call, request.TableName, item ? [item] : []);
  const asked = context(call, request, keys);
  if (asked && enclosing !== undefined) asked['dynamodb:EnclosingOperation'] = enclosing;
  return { action: `dynamodb:${operation}`, resource: arnOf(call, request), context: asked };
}

/** What a statement does to which table; one that cannot be read fails in the operation. */
function partiqlCheck(call: DynamoDbCall, statement: string): AccessCheck {
  const [, verb = 'Select'] = /^\s*(SELECT|INSERT|UPDATE|DELETE)\b/i.exec(statement) ?? [];
  const match = /\b(?:FROM|INTO|UPDATE)\s+("[^"]*"|[\w-]+)(?:\.("[^"]*"|[\w-]+))?/i.exec(statement);
  const [table = '', index] = (match?.slice(1) ?? []).map((name) => name?.replaceAll('"', ''));
  const action = `dynamodb:PartiQL${verb.charAt(0).toUpperCase()}${verb.slice(1).toLowerCase()}`;
  return { action, resource: indexArn(call, { TableName: table, IndexName: index }) };
}

function arnOf(call: DynamoDbCall, { TableName = '' }: OnTable): string {
  return TableName.startsWith('arn:') ? TableName : tableArn(call, TableName);
}

function indexArn(call: DynamoDbCall, input: OnTable & { IndexName?: string | undefined }): string {
  return input.IndexName === undefined ? arnOf(call, input) : `${arnOf(call, input)}/index/${input.IndexName}`;
}

/** The condition keys of a request; root, who may do everything, needs none. */
function context(call: DynamoDbCall, request: ItemRequest, keys: string[]): Record<string, string | string[]> | undefined {
  if (call.principal.type === 'root') return undefined;
  const asked: Record<string, string | string[]> = {};
  if (keys.length > 0) asked['dynamodb:LeadingKeys'] = keys;
  const attributes = attributeNames(request);
  if (attributes.length > 0) asked['dynamodb:Attributes'] = attributes;
  if (request.ReturnValues !== undefined) asked['dynamodb:ReturnValues'] = request.ReturnValues;
  if (request.Select !== undefined) asked['dynamodb:Select'] = request.Select;
  return asked;
}

/** The top-level attributes that a request names. */
function attributeNames(request: ItemRequest): string[] {
  const names = new Set([
    ...Object.keys(request.Item ?? {}),
    ...Object.keys(request.AttributeUpdates ?? {}),
    ...(request.AttributesToGet ?? []),
  ]);
  for (const text of [request.ProjectionExpression, request.ConditionExpression, request.UpdateExpression, request.FilterExpression]) {
    for (const [, word] of (text ?? '').matchAll(WORDS)) {
      if (!KEYWORDS.has(word!.toUpperCase())) names.add(request.ExpressionAttributeNames?.[word!] ?? word!);
    }
  }
  return [...names];
}

function leadingKeys(call: DynamoDbCall, tableName: string | undefined, items: readonly Item[]): string[] {
  const table = call.state.tables.get(tableName?.split('/')[1] ?? tableName ?? '');
  const hash = table?.key.hash[0]?.name;
  if (hash === undefined) return [];
  return items.flatMap((item) => keyText(attributeOf(item, hash)));
}

/** The partition key values that a Query's key condition names. */
function queriedKeys(input: QueryInput, call: DynamoDbCall): string[] {
  const table = call.state.tables.get(input.TableName?.split('/')[1] ?? input.TableName ?? '');
  const index: Index | undefined = table?.indexes.find(({ name }) => name === input.IndexName);
  const hash = (index ?? table)?.key.hash[0]?.name;
  if (hash === undefined) return [];
  const legacy = input.KeyConditions?.[hash]?.AttributeValueList ?? [];
  const compared = [...(input.KeyConditionExpression ?? '').matchAll(/(#?\w+)\s*=\s*(:\w+)|(:\w+)\s*=\s*(#?\w+)/g)];
  const values = compared.flatMap(([, left, right, value, name]) => {
    const attribute = left ?? name!;
    const matches = (input.ExpressionAttributeNames?.[attribute] ?? attribute) === hash;
    return (matches && input.ExpressionAttributeValues?.[right ?? value!]) || [];
  });
  return [...legacy, ...values].flatMap(keyText);
}

function keyText(value: AttributeValue | undefined): string[] {
  if (!value) return [];
  return [value.S ?? value.N ?? (value.B ? btoa(binaryText(value.B)) : '')];
}
