import type { AccessCheck } from '../../operation.ts';
import { operations } from './operations.ts';
import { type CloudFormationCall, findChangeSet, findStack } from './stacks.ts';

interface Names {
  StackName?: string;
  ChangeSetName?: string;
  TemplateURL?: string;
}

/** Operations about no stack in particular. */
const ON_ANYTHING = ['ListExports', 'ListImports', 'ListStacks', 'ListHookResults', 'ValidateTemplate'];

/** What each operation is about: a stack by name or ARN, or everything. Service Authorization Reference, "AWS CloudFormation". */
export const access: Record<string, (input: Names, call: CloudFormationCall) => AccessCheck> = Object.fromEntries(
  Object.keys(operations).map((operation) => [
    operation,
    (input: Names, call: CloudFormationCall) => ({
      action: `cloudformation:${operation}`,
      resource: ON_ANYTHING.includes(operation) ? '*' : stackArn(input, call),
      context: contextOf(operation, input),
    }),
  ]),
);

function stackArn({ StackName, ChangeSetName }: Names, call: CloudFormationCall): string {
  if (StackName === undefined && ChangeSetName?.startsWith('arn:')) {
    return findChangeSet(call, ChangeSetName, undefined)?.stack.id ?? '*';
  }
  if (StackName === undefined) return '*';
  if (StackName.startsWith('arn:')) return StackName;
  return findStack(call, StackName)?.id ?? `arn:aws:cloudformation:${call.region}:${call.account}:stack/${StackName}/*`;
}

function contextOf(operation: string, { ChangeSetName, TemplateURL }: Names): Record<string, string> {
  return {
    ...(ChangeSetName !== undefined && operation.includes('ChangeSet') && { 'cloudformation:ChangeSetName': ChangeSetName }),
    ...(TemplateURL !== undefined && { 'cloudformation:TemplateUrl': TemplateURL }),
  };
}
