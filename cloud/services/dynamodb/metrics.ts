import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Measurement } from '../../measured.ts';
import type { Operation } from '../../operation.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import type { DynamoDbCall } from './tables.ts';
import { tableNameOf } from './tables.ts';

type Kind = 'Read' | 'Write';

/** What an operation that uses capacity takes and gives. */
interface Asking {
  ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined;
}
interface Answering {
  ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined;
}

/** The same operation, whose consumed capacity becomes a metric of table and indexes. DynamoDB Developer Guide, "DynamoDB metrics and dimensions". */
export function counted<Input extends Asking, Output extends Answering>(
  operation: Operation<DynamoDbState, Input, Output, DynamoDbLocal>,
  kindOf: Kind | ((input: Input) => Kind),
): Operation<DynamoDbState, Input, Output, DynamoDbLocal> {
  return (input, call) => {
    const asked = input.ReturnConsumedCapacity;
    const hides = asked === undefined || asked === 'NONE' || asked === 'TOTAL';
    const output = operation(hides ? { ...input, ReturnConsumedCapacity: 'INDEXES' } : input, call);
    const answer = (given: Output): Output => {
      const used = [given.ConsumedCapacity ?? []].flat();
      announce(call, used, typeof kindOf === 'function' ? kindOf(input) : kindOf);
      if (!hides) return given;
      if (asked !== 'TOTAL') return { ...given, ConsumedCapacity: undefined };
      const totals = used.map(({ Table: _table, LocalSecondaryIndexes: _local, GlobalSecondaryIndexes: _global, ...total }) => total);
      return { ...given, ConsumedCapacity: Array.isArray(given.ConsumedCapacity) ? totals : totals[0] };
    };
    return output instanceof Promise ? output.then(answer) : answer(output);
  };
}

function announce(call: DynamoDbCall, used: readonly ConsumedCapacity[], kind: Kind): void {
  const data: Measurement[] = [];
  for (const { TableName, CapacityUnits = 0, ReadCapacityUnits, GlobalSecondaryIndexes = {} } of used) {
    // Reason: a transaction that was done before is only read.
    const name = `Consumed${ReadCapacityUnits === undefined ? kind : 'Read'}CapacityUnits`;
    const table = tableNameOf(call, TableName!);
    const indexes = Object.entries(GlobalSecondaryIndexes);
    const ofIndexes = indexes.reduce((sum, [, { CapacityUnits: units = 0 }]) => sum + units, 0);
    data.push({ name, dimensions: { TableName: table }, value: CapacityUnits - ofIndexes, unit: 'Count' });
    for (const [index, { CapacityUnits: value = 0 }] of indexes) {
      data.push({ name, dimensions: { TableName: table, GlobalSecondaryIndexName: index }, value, unit: 'Count' });
    }
  }
  if (data.length === 0) return;
  call.bus.publish({ type: 'metrics.Measured', account: call.account, region: call.region, namespace: 'AWS/DynamoDB', data });
}
