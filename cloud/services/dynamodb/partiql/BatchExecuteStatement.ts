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
import { attempt } from '../transaction.ts';
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

/** The errors of statements that reached their table: the response names it. */
const RAN: readonly BatchStatementErrorCodeEnum[] = ['ConditionalCheckFailed', 'DuplicateItem'];

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
  const statements = requests.map(({ Statement, Parameters }) => attempt(() => parseStatement(Statement!, Parameters)));
  const kinds = new Set(statements.flatMap((parsed) => ('value' in parsed ? [parsed.value.kind === 'select' ? 'read' : 'write'] : [])));
  if (kinds.size > 1) throw invalid('Batch cannot contain both read and write statements');
  const used = new Map<string, Usage>();
  const Responses = statements.map((parsed, at) =>
    'value' in parsed
      ? respond(call, parsed.value, requests[at]!, used)
      : { Error: { Code: 'ValidationError' as const, Message: parsed.reason.Message } },
  );
  const capacity = [...used].flatMap(([tableName, usage]) => consumedCapacity(input.ReturnConsumedCapacity, tableName, usage) ?? []);
  return { Responses, ConsumedCapacity: capacity.length > 0 ? capacity : undefined };
};

function respond(
  call: DynamoDbCall,
  statement: Statement,
  request: BatchStatementRequest,
  used: Map<string, Usage>,
): BatchStatementResponse {
  const { table: TableName } = statement;
  try {
    const { item, usage } = run(call, statement, request);
    used.set(TableName, addUsage(used.get(TableName) ?? noUsage(), usage));
    return { TableName, Item: item && Object.keys(item).length > 0 ? item : undefined };
  } catch (error) {
    const code = error instanceof AwsError ? CODES[error.code] : undefined;
    if (!(error instanceof AwsError) || !code) throw error;
    const { Item } = error.members as Pick<BatchStatementResponse, 'Item'>;
    return { ...(RAN.includes(code) && { TableName }), Error: { Code: code, Message: error.message, Item } };
  }
}

function run(call: DynamoDbCall, statement: Statement, request: BatchStatementRequest) {
  if (statement.kind !== 'select') return runWrite(call, statement, request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
  const table = tableAt(call, statement.table);
  if (statement.index !== undefined || !statement.where || !keyAndRest(table, statement.where)) {
    throw invalid('Select statements within BatchExecuteStatement must specify the primary key in the where clause.');
  }
  const { items, usage } = runSelect(table, statement, { consistent: request.ConsistentRead });
  return { item: items[0], usage };
}
