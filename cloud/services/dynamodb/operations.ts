import { BatchGetItem } from './BatchGetItem.ts';
import { BatchWriteItem } from './BatchWriteItem.ts';
import { CreateTable } from './CreateTable.ts';
import { DescribeContinuousBackups, UpdateContinuousBackups } from './continuous-backups.ts';
import { DeleteItem } from './DeleteItem.ts';
import { DeleteTable, DescribeTable, ListTables } from './DescribeTable.ts';
import { GetItem } from './GetItem.ts';
import { DescribeEndpoints, DescribeLimits } from './limits.ts';
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

/** DynamoDB's operations, and those of its streams. */
export const operations = {
  BatchExecuteStatement,
  BatchGetItem,
  BatchWriteItem,
  CreateTable,
  DeleteItem,
  DeleteResourcePolicy,
  DeleteTable,
  DescribeContinuousBackups,
  DescribeEndpoints,
  DescribeLimits,
  DescribeStream,
  DescribeTable,
  DescribeTimeToLive,
  ExecuteStatement,
  ExecuteTransaction,
  GetItem,
  GetRecords,
  GetResourcePolicy,
  GetShardIterator,
  ListStreams,
  ListTables,
  ListTagsOfResource,
  PutItem,
  PutResourcePolicy,
  Query,
  Scan,
  TagResource,
  TransactGetItems,
  TransactWriteItems,
  UntagResource,
  UpdateContinuousBackups,
  UpdateItem,
  UpdateTable,
  UpdateTimeToLive,
};
