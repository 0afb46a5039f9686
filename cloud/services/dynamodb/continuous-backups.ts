import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { type DynamoDbCall, tableNameOf } from './tables.ts';
import { constraints } from './validation.ts';

const DEFAULT_DAYS = 35;
/** The latest time to restore to lies this far back. */
const LATEST_MS = 5 * 60 * 1000;

/** Switches point-in-time recovery. Only the switch is kept: restoring is refused by name. API Reference, UpdateContinuousBackups. */
export const UpdateContinuousBackups: Operation<
  DynamoDbState,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
  DynamoDbLocal
> = (input, call) => {
  constraints().tableName(input.TableName).done();
  const table = backedUpTable(call, input.TableName!);
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = DEFAULT_DAYS } = input.PointInTimeRecoverySpecification!;
  if (days < 1 || days > DEFAULT_DAYS) throw invalid(`RecoveryPeriodInDays must be between 1 and ${DEFAULT_DAYS}`);
  table.pointInTimeRecovery = enabled ? { enabledAt: table.pointInTimeRecovery?.enabledAt ?? call.clock.now(), days } : undefined;
  return { ContinuousBackupsDescription: describe(call, table) };
};

/** API Reference, DescribeContinuousBackups. */
export const DescribeContinuousBackups: Operation<
  DynamoDbState,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  DynamoDbLocal
> = (input, call) => {
  constraints().tableName(input.TableName).done();
  return { ContinuousBackupsDescription: describe(call, backedUpTable(call, input.TableName!)) };
};

function backedUpTable(call: DynamoDbCall, nameOrArn: string): Table {
  const name = tableNameOf(call, nameOrArn);
  const table = call.state.tables.get(name);
  if (!table) throw new AwsError('TableNotFoundException', `Table not found: ${name}`);
  return table;
}

function describe(call: DynamoDbCall, { pointInTimeRecovery }: Table): ContinuousBackupsDescription {
  if (!pointInTimeRecovery) {
    return { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } };
  }
  const { enabledAt, days } = pointInTimeRecovery;
  const latest = Math.max(enabledAt, call.clock.now() - LATEST_MS);
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: days,
      EarliestRestorableDateTime: new Date(enabledAt),
      LatestRestorableDateTime: new Date(latest),
    },
  };
}
