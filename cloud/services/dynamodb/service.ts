import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { GlobalTable } from './resources/AWS-DynamoDB-GlobalTable.ts';
import { Table } from './resources/AWS-DynamoDB-Table.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { tagging } from './tagging-api.ts';
import { armFirstExpiry } from './time-to-live.ts';

/** Amazon DynamoDB and DynamoDB Streams. Nothing is throttled. */
export const dynamodb = defineService<DynamoDbState, DynamoDbLocal>({
  name: 'dynamodb',
  wires: [
    { signingName: 'dynamodb', target: 'DynamoDB_20120810', load: () => import('@aws-sdk/client-dynamodb') },
    { signingName: 'dynamodb', target: 'DynamoDBStreams_20120810', load: () => import('@aws-sdk/client-dynamodb-streams') },
  ],
  scope: 'region',
  initialState: () => ({ tables: new Map(), streams: new Map(), tokens: new Map() }),
  createLocal: () => ({ expressions: new Map(), expiry: new Map() }),
  operations,
  access,
  reads: [
    'BatchGetItem',
    'DescribeContinuousBackups',
    'DescribeEndpoints',
    'DescribeLimits',
    'DescribeStream',
    'DescribeTable',
    'DescribeTimeToLive',
    'GetItem',
    'GetRecords',
    'GetResourcePolicy',
    'GetShardIterator',
    'ListStreams',
    'ListTables',
    'ListTagsOfResource',
    'Query',
    'Scan',
    'TransactGetItems',
  ],
  resourcePolicy: (arn, state) => state.tables.get(arn.split('/')[1] ?? '')?.resourcePolicy?.document,
  tagging,
  resourceTypes: [Table, GlobalTable],
  start(background) {
    for (const { account, region } of background.places()) armFirstExpiry(background.open(account, region));
  },
  stop({ local }) {
    for (const { cancel } of local.expiry.values()) cancel();
    local.expiry.clear();
  },
});
