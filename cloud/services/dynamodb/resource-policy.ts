import type {
  DeleteResourcePolicyInput,
  DeleteResourcePolicyOutput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
  PutResourcePolicyOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { type DynamoDbCall, tableOfArn } from './tables.ts';

const MAX_BYTES = 20 * 1024;
const NO_POLICY = 'NO_POLICY';

/** API Reference, PutResourcePolicy. */
export const PutResourcePolicy: Operation<DynamoDbState, PutResourcePolicyInput, PutResourcePolicyOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const table = policyTable(call, input.ResourceArn!);
  checkPolicy(input.Policy!);
  checkRevision(table, input.ExpectedRevisionId);
  table.resourcePolicy = { document: input.Policy!, revision: call.random.text(13, '0123456789') };
  return { RevisionId: table.resourcePolicy.revision };
};

/** API Reference, GetResourcePolicy. */
export const GetResourcePolicy: Operation<DynamoDbState, GetResourcePolicyInput, GetResourcePolicyOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const { resourcePolicy } = policyTable(call, input.ResourceArn!);
  if (!resourcePolicy) {
    throw new AwsError(
      'PolicyNotFoundException',
      `Resource-based policy not found for the provided ResourceArn: Requested policy not found`,
    );
  }
  return { Policy: resourcePolicy.document, RevisionId: resourcePolicy.revision };
};

/** Deleting what is not there is no error. API Reference, DeleteResourcePolicy. */
export const DeleteResourcePolicy: Operation<DynamoDbState, DeleteResourcePolicyInput, DeleteResourcePolicyOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const table = policyTable(call, input.ResourceArn!);
  checkRevision(table, input.ExpectedRevisionId);
  const revision = table.resourcePolicy?.revision;
  table.resourcePolicy = undefined;
  return { RevisionId: revision };
};

/** Refuses what cannot be a policy. Throws ValidationException. */
export function checkPolicy(document: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(document);
  } catch (error) {
    throw invalid(`Invalid policy document: ${(error as Error).message}`);
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw invalid('Invalid policy document: it must be a JSON object');
  if (document.length > MAX_BYTES) throw invalid(`Invalid policy document: it must not be larger than ${MAX_BYTES} bytes`);
}

function policyTable(call: DynamoDbCall, arn: string): Table {
  if (arn.includes('/stream/')) throw notImplemented('dynamodb resource policies of streams');
  return tableOfArn(call, arn);
}

function checkRevision(table: Table, expected: string | undefined): void {
  if (expected === undefined || expected === (table.resourcePolicy?.revision ?? NO_POLICY)) return;
  throw new AwsError(
    'PolicyNotFoundException',
    'Resource-based policy not found for the provided ResourceArn: The policy revision id provided does not match the current one',
  );
}
