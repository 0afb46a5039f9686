import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState, Index, Table } from './state.ts';

export type DynamoDbCall = Call<DynamoDbState, DynamoDbLocal>;

/** The table a request names, by name or ARN. Throws ResourceNotFoundException. */
export function tableAt(call: DynamoDbCall, nameOrArn: string, message = 'Requested resource not found'): Table {
  const table = call.state.tables.get(tableNameOf(call, nameOrArn));
  if (!table) throw new AwsError('ResourceNotFoundException', message);
  return table;
}

/** As tableAt, with the message of the operations that work on tables. */
export function describedTableAt(call: DynamoDbCall, nameOrArn: string): Table {
  return tableAt(call, nameOrArn, `Requested resource not found: Table: ${tableNameOf(call, nameOrArn)} not found`);
}

/** The name behind a table's name or ARN. Tables of other accounts and regions are refused by name. */
export function tableNameOf(call: Pick<DynamoDbCall, 'account' | 'region'>, nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  const arn = tryParseArn(nameOrArn);
  const [kind, name] = arn?.resource.split('/') ?? [];
  if (arn?.service !== 'dynamodb' || kind !== 'table' || !name) throw invalid('Invalid TableArn');
  if (arn.account !== call.account || arn.region !== call.region)
    throw notImplemented('dynamodb with a table of another account or region');
  return name;
}

export function tableArn(call: Pick<DynamoDbCall, 'account' | 'region'>, name: string): string {
  return `arn:aws:dynamodb:${call.region}:${call.account}:table/${name}`;
}

/** The table of an ARN, for tags and policies. Throws ResourceNotFoundException. */
export function tableOfArn(call: DynamoDbCall, arn: string): Table {
  if (!tryParseArn(arn)) throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  return tableAt(call, arn, `Requested resource not found: ResourcArn: ${arn} not found`);
}

/** An index by name. Throws ValidationException. */
export function indexOf(table: Table, name: string): Index {
  const index = table.indexes.find((candidate) => candidate.name === name);
  if (!index) throw invalid(`The table does not have the specified index: ${name}`);
  return index;
}
