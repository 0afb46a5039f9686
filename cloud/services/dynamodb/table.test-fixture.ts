import type { AttributeValue, CreateTableInput, GlobalSecondaryIndex, LocalSecondaryIndex, StreamViewType } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import type { Aws } from '../aws.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import type { Item } from './attribute-value.ts';
import { dynamodb } from './service.ts';

/** For tests: a cloud with DynamoDB, the SDK's client over the wire (`client`) and calls past it (`root`). */
export interface DynamoDbFixture extends MemoryCloud {
  client: DynamoDBClient;
  db: Aws['dynamodb'];
  /** Makes a table `name` with keys like `pk:S sk:N`, on demand unless said. */
  table(name: string, keys: string, options?: TableOptions): Promise<string>;
  /** All records of a stream so far. */
  records(streamArn: string): Promise<_Record[]>;
}

export interface TableOptions {
  stream?: StreamViewType;
  /** Further attributes that are keys of indexes: `g:S h:N`. */
  attributes?: string;
  global?: GlobalSecondaryIndex[];
  local?: LocalSecondaryIndex[];
  other?: Partial<CreateTableInput>;
}

export async function dynamodbCloud(): Promise<DynamoDbFixture> {
  const memory = await memoryCloud({ services: [dynamodb, iam, sts] });
  const db = memory.root().dynamodb;
  return {
    ...memory,
    db,
    client: new DynamoDBClient(memory.clientOptions()),
    async table(TableName, keys, { stream, attributes = '', global, local, other } = {}) {
      const [hash, range] = keys.split(' ').map((key) => key.split(':')[0]);
      const { TableDescription } = await db.CreateTable({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: `${keys} ${attributes}`
          .trim()
          .split(' ')
          .map((key) => ({ AttributeName: key.split(':')[0], AttributeType: key.split(':')[1] as 'S' })),
        KeySchema: keySchema(hash!, range),
        GlobalSecondaryIndexes: global,
        LocalSecondaryIndexes: local,
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
        ...other,
      });
      return TableDescription!.LatestStreamArn ?? '';
    },
    async records(StreamArn) {
      const { StreamDescription } = await db.DescribeStream({ StreamArn });
      const records: _Record[] = [];
      for (const { ShardId } of StreamDescription!.Shards!) {
        let next = (await db.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })).ShardIterator;
        for (let empty = false; next !== undefined && !empty; ) {
          const page = await db.GetRecords({ ShardIterator: next, Limit: 7 });
          records.push(...page.Records!);
          empty = page.Records!.length === 0;
          next = page.NextShardIterator;
        }
      }
      return records;
    },
  };
}

export function keySchema(hash: string, range?: string): NonNullable<CreateTableInput['KeySchema']> {
  return [{ AttributeName: hash, KeyType: 'HASH' }, ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : [])];
}

export const S = (text: string): AttributeValue => ({ S: text });
export const N = (value: number | string): AttributeValue => ({ N: String(value) });

/** A key or small item from plain strings and numbers. */
export function itemOf(plain: Record<string, string | number>): Item {
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, typeof value === 'number' ? N(value) : S(value)]));
}
