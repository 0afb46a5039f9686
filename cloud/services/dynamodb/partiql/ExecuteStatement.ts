import type { ExecuteStatementInput, ExecuteStatementOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../operation.ts';
import { binaryText, type Item, invalid } from '../attribute-value.ts';
import { consumedCapacity } from '../capacity.ts';
import type { DynamoDbLocal, DynamoDbState } from '../state.ts';
import { tableAt } from '../tables.ts';
import { constraints } from '../validation.ts';
import { runSelect } from './select.ts';
import { parseStatement } from './statement.ts';
import { runWrite } from './write.ts';

/** Runs one PartiQL statement. API Reference, ExecuteStatement. */
export const ExecuteStatement: Operation<DynamoDbState, ExecuteStatementInput, ExecuteStatementOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .length('statement', input.Statement, 1, 8192)
    .atLeast('limit', input.Limit, 1)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure)
    .done();
  const statement = parseStatement(input.Statement!, input.Parameters);
  const { ReturnConsumedCapacity: asked } = input;
  if (statement.kind !== 'select') {
    const { item, usage } = runWrite(call, statement, input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
    return { Items: item ? [item] : [], ConsumedCapacity: consumedCapacity(asked, statement.table, usage) };
  }
  if (statement.exists) throw invalid('EXISTS is only supported in transactions');
  const page = runSelect(tableAt(call, statement.table), statement, {
    consistent: input.ConsistentRead,
    limit: input.Limit,
    start: input.NextToken === undefined ? undefined : readToken(input.NextToken),
  });
  return {
    Items: page.items,
    NextToken: page.last && writeToken(page.last),
    LastEvaluatedKey: page.last,
    ConsumedCapacity: consumedCapacity(asked, statement.table, page.usage),
  };
};

/** A key as an opaque text. */
function writeToken(key: Item): string {
  const parts = Object.entries(key).map(([name, { S, N, B }]) =>
    B ? [name, 'B', binaryText(B)] : [name, S === undefined ? 'N' : 'S', S ?? N],
  );
  return btoa(encodeURIComponent(JSON.stringify(parts)));
}

function readToken(token: string): Item {
  let parts: unknown;
  try {
    parts = JSON.parse(decodeURIComponent(atob(token)));
  } catch {
    throw invalid('Invalid NextToken');
  }
  const key: Item = {};
  for (const part of Array.isArray(parts) ? parts : [undefined]) {
    const [name, type, value]: unknown[] = Array.isArray(part) ? part : [];
    if (typeof name !== 'string' || typeof value !== 'string') throw invalid('Invalid NextToken');
    key[name] = type === 'B' ? { B: Uint8Array.from(value, (unit) => unit.charCodeAt(0)) } : type === 'N' ? { N: value } : { S: value };
  }
  return key;
}
