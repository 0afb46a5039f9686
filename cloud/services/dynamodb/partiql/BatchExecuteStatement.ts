import type {
  BatchExecuteStatementInput,
  BatchExecuteStatementOutput,
  BatchStatementErrorCodeEnum,
  BatchStatementRequest,
  BatchStatementResponse,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../aws-error.ts';
import type { Operation } from '../../../operation.ts';
import { invalid } from '../attribute-value.ts';
import { addUsage, consumedCapacity, noUsage, type Usage } from '../capacity.ts';
import type { DynamoDbLocal, DynamoDbState } from '../state.ts';
import { type DynamoDbCall, tableAt } from '../tables.ts';
import { constraints } from '../validation.ts';
import { keyAndRest, runSelect } from './select.ts';
import { parseStatement, type Statement } from './statement.ts';
import { runWrite } from './write.ts';

const MAX_STATEMENTS = 25;
/** What a statement's error is called inside a batch. */
const CODES: Record<string, BatchStatementErrorCodeEnum> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ResourceNotFoundException: 'ResourceNotFound',
  ValidationException: 'ValidationError',
};

/** Runs up to 25 statements, all reads or all writes, each by itself. API Reference, BatchExecuteStatement. */
export const BatchExecuteStatement: Operation<DynamoDbState, BatchExecuteStatementInput, BatchExecuteStatementOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const requests = input.Statements ?? [];
  constraints()
    .length('statements', requests, 1, MAX_STATEMENTS, `[${requests.map(() => 'BatchStatementRequest').join(', ')}]`)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .done();
  const reads = requests.filter(({ Statement }) => /^\s*SELECT\b/i.test(Statement!)).length;
  if (reads > 0 && reads < requests.length) throw invalid('Batch cannot contain both read and write statements');
  const used = new Map<string, Usage>();
  const Responses = requests.map((request) => respond(call, request, used));
  const capacity = [...used].flatMap(([tableName, usage]) => consumedCapacity(input.ReturnConsumedCapacity, tableName, usage) ?? []);
  return { Responses, ConsumedCapacity: capacity.length > 0 ? capacity : undefined };
};

function respond(call: DynamoDbCall, request: BatchStatementRequest, used: Map<string, Usage>): BatchStatementResponse {
  let statement: Statement | undefined;
  try {
    statement = parseStatement(request.Statement!, request.Parameters);
    const { item, usage } = run(call, statement, request);
    used.set(statement.table, addUsage(used.get(statement.table) ?? noUsage(), usage));
    return { TableName: statement.table, Item: item };
  } catch (error) {
    const code = error instanceof AwsError ? CODES[error.code] : undefined;
    if (!(error instanceof AwsError) || !code) throw error;
    const { Item } = error.members as Pick<BatchStatementResponse, 'Item'>;
    return { TableName: statement?.table, Error: { Code: code, Message: error.message, Item } };
  }
}

function run(call: DynamoDbCall, statement: Statement, request: BatchStatementRequest) {
  if (statement.kind !== 'select') return runWrite(call, statement, request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
  const table = tableAt(call, statement.table);
  if (statement.index === undefined && (!statement.where || !keyAndRest(table, statement.where))) {
    throw invalid('Select statements within BatchExecuteStatement must specify the primary key in the where clause.');
  }
  const { items, usage } = runSelect(table, statement, { consistent: request.ConsistentRead });
  return { item: items[0], usage };
}
