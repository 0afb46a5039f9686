import type { ExecuteTransactionInput, ExecuteTransactionOutput, ParameterizedStatement } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../operation.ts';
import { invalid } from '../attribute-value.ts';
import { noUsage, readUnits } from '../capacity.ts';
import { conditionHolds } from '../prepared-write.ts';
import { itemOf } from '../rows.ts';
import type { DynamoDbLocal, DynamoDbState } from '../state.ts';
import { commit, readAgain, resolveWrites } from '../TransactWriteItems.ts';
import type { DynamoDbCall } from '../tables.ts';
import { digestOf, MAX_ACTIONS, rememberToken, transactionCapacity, wasDone } from '../transaction.ts';
import { constraints } from '../validation.ts';
import { rowAt } from '../write.ts';
import { pick } from './select.ts';
import { parseStatement, type Statement } from './statement.ts';
import { prepareStatement } from './write.ts';

type Select = Extract<Statement, { kind: 'select' }>;

/** Runs up to 100 statements, all reads or all writes, all or none. API Reference, ExecuteTransaction. */
export const ExecuteTransaction: Operation<DynamoDbState, ExecuteTransactionInput, ExecuteTransactionOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const { TransactStatements: requests = [], ClientRequestToken: token, ReturnConsumedCapacity: asked } = input;
  constraints()
    .length('transactStatements', requests, 1, MAX_ACTIONS, `[${requests.map(() => 'ParameterizedStatement').join(', ')}]`)
    .length('clientRequestToken', token, 1, 36)
    .oneOf('returnConsumedCapacity', asked)
    .done();
  const digest = token === undefined ? '' : digestOf({ requests, asked });
  const statements = requests.map(({ Statement, Parameters }) => parseStatement(Statement!, Parameters));
  statements.forEach(checkStatement);
  const reads = statements.filter((statement) => statement.kind === 'select' && !statement.exists);
  if (reads.length === statements.length)
    return readAll(
      call,
      reads.filter((statement) => statement.kind === 'select'),
      asked,
    );
  if (reads.length > 0) throw invalid('Transaction cannot contain both read and write statements');
  const writes = statements.map((statement, at) => prepareStatement(call, statement, returnsOld(requests[at]!)));
  if (wasDone(call.state, token, digest, call.clock.now())) {
    return { Responses: [], ConsumedCapacity: transactionCapacity(asked, writes.map(readAgain), 'read') };
  }
  const done = resolveWrites(writes);
  const used = done.map((transacted) => ({ tableName: transacted.write.tableName, usage: commit(call, transacted) }));
  rememberToken(call.state, token, digest, call.clock.now());
  return { Responses: [], ConsumedCapacity: transactionCapacity(asked, used, 'write') };
};

function checkStatement(statement: Statement, at: number): void {
  const refuse = (reason: string) => invalid(`Validation failed in TransactStatements[${at}]: ${reason}`);
  if (statement.kind === 'select' && statement.index !== undefined) throw refuse('Reads on indices are not supported within transactions.');
  if ((statement.kind === 'update' || statement.kind === 'delete') && statement.returning !== undefined) {
    throw refuse('RETURNING clause is not supported in ExecuteTransaction.');
  }
}

function readAll(call: DynamoDbCall, statements: readonly Select[], asked: string | undefined): ExecuteTransactionOutput {
  const rows = statements.map((statement) => {
    const read = prepareStatement(call, statement, false);
    const row = rowAt(read.table, read.locate());
    return { statement, row, found: row && conditionHolds(read, row) };
  });
  const used = rows.map(({ statement, row }) => ({
    tableName: statement.table,
    usage: { ...noUsage(), table: readUnits(row?.size ?? 0, { transaction: true }) },
  }));
  return {
    Responses: rows.map(({ statement, row, found }) =>
      row && found ? { Item: statement.paths ? pick(itemOf(row), statement.paths) : itemOf(row) } : {},
    ),
    ConsumedCapacity: transactionCapacity(asked, used, 'read'),
  };
}

function returnsOld({ ReturnValuesOnConditionCheckFailure }: ParameterizedStatement): boolean {
  return ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
}
