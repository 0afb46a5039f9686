import { BatchGetItem } from './BatchGetItem.ts';
import { BatchWriteItem } from './BatchWriteItem.ts';
import { CreateTable } from './CreateTable.ts';
import { DescribeContinuousBackups, UpdateContinuousBackups } from './continuous-backups.ts';
import { DeleteItem } from './DeleteItem.ts';
import { DeleteTable, DescribeTable, ListTables } from './DescribeTable.ts';
import { GetItem } from './GetItem.ts';
import { DescribeEndpoints, DescribeLimits } from './limits.ts';
import { counted } from './metrics.ts';
import { PutItem } from './PutItem.ts';
import { BatchExecuteStatement } from './partiql/BatchExecuteStatement.ts';
import { ExecuteStatement } from './partiql/ExecuteStatement.ts';
import { ExecuteTransaction } from './partiql/ExecuteTransaction.ts';
import { Query } from './Query.ts';
import { DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy } from './resource-policy.ts';
import { Scan } from './Scan.ts';
import { DescribeStream, ListStreams } from './streams/DescribeStream.ts';
import { GetRecords } from './streams/GetRecords.ts';
import { GetShardIterator } from './streams/GetShardIterator.ts';
import { TransactGetItems } from './TransactGetItems.ts';
import { TransactWriteItems } from './TransactWriteItems.ts';
import { ListTagsOfResource, TagResource, UntagResource } from './tags.ts';
import { DescribeTimeToLive, UpdateTimeToLive } from './time-to-live.ts';
import { UpdateItem } from './UpdateItem.ts';
import { UpdateTable } from './UpdateTable.ts';

/** What a PartiQL statement does to capacity. */
const kindOf = (statement = '') => (/^\s*(select|exists)\b/i.test(statement) ? 'Read' : 'Write');

/** DynamoDB's operations, and those of its streams. */
export const operations = {
  BatchExecuteStatement: counted(BatchExecuteStatement, ({ Statements }) => kindOf(Statements?.[0]?.Statement)),
  BatchGetItem: counted(BatchGetItem, 'Read'),
  BatchWriteItem: counted(BatchWriteItem, 'Write'),
  CreateTable,
  DeleteItem: counted(DeleteItem, 'Write'),
  DeleteResourcePolicy,
  DeleteTable,
  DescribeContinuousBackups,
  DescribeEndpoints,
  DescribeLimits,
  DescribeStream,
  DescribeTable,
  DescribeTimeToLive,
  ExecuteStatement: counted(ExecuteStatement, ({ Statement }) => kindOf(Statement)),
  ExecuteTransaction: counted(ExecuteTransaction, ({ TransactStatements }) => kindOf(TransactStatements?.[0]?.Statement)),
  GetItem: counted(GetItem, 'Read'),
  GetRecords,
  GetResourcePolicy,
  GetShardIterator,
  ListStreams,
  ListTables,
  ListTagsOfResource,
  PutItem: counted(PutItem, 'Write'),
  PutResourcePolicy,
  Query: counted(Query, 'Read'),
  Scan: counted(Scan, 'Read'),
  TagResource,
  TransactGetItems: counted(TransactGetItems, 'Read'),
  TransactWriteItems: counted(TransactWriteItems, 'Write'),
  UntagResource,
  UpdateContinuousBackups,
  UpdateItem: counted(UpdateItem, 'Write'),
  UpdateTable,
  UpdateTimeToLive,
};
