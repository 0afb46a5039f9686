import type * as sdk from '@aws-sdk/client-sfn';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { checkName, executionAt, machineArn, machineAt } from './arns.ts';
import { validate } from './asl/validate/validate.ts';
import { checkDefinition, checkResource } from './definitions.ts';
import { invalidPage } from './errors.ts';
import { checkRole } from './integrations/role.ts';
import { backgroundCall, type Local, type StatesCall } from './local.ts';
import { loggingOf } from './log-destination.ts';
import { endExecution } from './run/end.ts';
import type { Logging, Machine, StatesState } from './state.ts';
import { checkTags } from './tags.ts';

type Op<Input, Output> = Operation<StatesState, Input, Output, Local>;

const TYPES = ['STANDARD', 'EXPRESS'] as const;
/** Versions, aliases and keys of one's own are not here. */
const REFUSED = ['versionDescription', 'encryptionConfiguration'] as const;
const MOST_RESULTS = 100;
const MOST_LISTED = 1000;

function refuseUnsupported(
  operation: string,
  input: { publish?: boolean | undefined; tracingConfiguration?: sdk.TracingConfiguration | undefined },
): void {
  refuseMembers(`states ${operation}`, input, REFUSED);
  if (input.publish) throw notImplemented(`states ${operation} with publish`);
  if (input.tracingConfiguration?.enabled) throw notImplemented(`states ${operation} with tracingConfiguration.enabled`);
}

/** Throws InvalidName, InvalidDefinition, StateMachineAlreadyExists. Step Functions API Reference, CreateStateMachine. */
export const CreateStateMachine: Op<sdk.CreateStateMachineInput, sdk.CreateStateMachineOutput> = async (input, call) => {
  refuseUnsupported('CreateStateMachine', input);
  const { definition, roleArn, type = 'STANDARD' } = input as { definition: string; roleArn: string; type?: sdk.StateMachineType };
  const name = input.name!;
  checkName(name);
  refuseViolations('ValidationException', [oneOf('type', type, TYPES)]);
  checkDefinition(call, 'CreateStateMachine', definition, type);
  const tags = new Map((input.tags ?? []).map(({ key, value }) => [key!, value ?? ''] as const));
  checkTags(tags, call.principal);
  const arn = machineArn(call, name);
  await checkRole(call, roleArn, arn);
  const logging = await loggingOf(call, input.loggingConfiguration, roleArn, arn);
  const present = call.state.machines.get(arn);
  if (present) {
    if (!isSame(present, { definition, type, logging }))
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    return { stateMachineArn: arn, creationDate: new Date(present.createdAt) };
  }
  const createdAt = call.clock.now();
  call.state.machines.set(arn, { arn, name, definition, roleArn, type, logging, createdAt, updatedAt: createdAt, tags });
  return { stateMachineArn: arn, creationDate: new Date(createdAt) };
};

function isSame(present: Machine, { definition, type, logging }: Pick<Machine, 'definition' | 'type' | 'logging'>): boolean {
  return present.definition === definition && present.type === type && JSON.stringify(present.logging) === JSON.stringify(logging);
}

/** Executions that run go on with what they began with. Step Functions API Reference, UpdateStateMachine. */
export const UpdateStateMachine: Op<sdk.UpdateStateMachineInput, sdk.UpdateStateMachineOutput> = async (input, call) => {
  refuseUnsupported('UpdateStateMachine', input);
  const machine = machineAt(call, input.stateMachineArn!);
  const { definition, roleArn, loggingConfiguration } = input;
  if (definition === undefined && roleArn === undefined && loggingConfiguration === undefined && input.tracingConfiguration === undefined)
    throw new AwsError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  if (definition !== undefined) checkDefinition(call, 'UpdateStateMachine', definition, machine.type);
  if (roleArn !== undefined) await checkRole(call, roleArn, machine.arn);
  const logging = loggingConfiguration && (await loggingOf(call, loggingConfiguration, roleArn ?? machine.roleArn, machine.arn));
  Object.assign(machine, {
    ...(definition !== undefined && { definition }),
    ...(roleArn !== undefined && { roleArn }),
    ...(logging && { logging }),
  });
  machine.updatedAt = call.clock.now();
  machine.revisionId = call.random.uuid();
  return { updateDate: new Date(machine.updatedAt), revisionId: machine.revisionId };
};

/** Its executions end. Nothing happens where there is no such machine. Step Functions API Reference, DeleteStateMachine. */
export const DeleteStateMachine: Op<sdk.DeleteStateMachineInput, sdk.DeleteStateMachineOutput> = (input, call) => {
  const { state } = call;
  const arn = input.stateMachineArn!;
  if (!state.machines.has(arn)) return {};
  const background = backgroundCall(call);
  for (const execution of state.executions.values()) {
    if (execution.machineArn !== arn) continue;
    if (execution.status === 'RUNNING') endExecution(background, execution, { status: 'ABORTED' }, 0);
    state.executions.delete(execution.arn);
  }
  state.machines.delete(arn);
  return {};
};

export const DescribeStateMachine: Op<sdk.DescribeStateMachineInput, sdk.DescribeStateMachineOutput> = (input, call) => {
  const machine = machineAt(call, input.stateMachineArn!);
  const { arn, name, definition, roleArn, type, logging, createdAt, revisionId } = machine;
  return {
    stateMachineArn: arn,
    name,
    status: 'ACTIVE',
    definition: input.includedData === 'METADATA_ONLY' ? '{}' : definition,
    roleArn,
    type,
    creationDate: new Date(createdAt),
    loggingConfiguration: loggingConfiguration(logging),
    tracingConfiguration: { enabled: false },
    ...(revisionId !== undefined && { revisionId }),
  };
};

export const DescribeStateMachineForExecution: Op<sdk.DescribeStateMachineForExecutionInput, sdk.DescribeStateMachineForExecutionOutput> = (
  input,
  call,
) => {
  const {
    machineArn: stateMachineArn,
    machineName: name,
    definition,
    roleArn,
    logging,
    machineUpdatedAt,
    revisionId,
  } = executionAt(call, input.executionArn!);
  return {
    stateMachineArn,
    name,
    definition: input.includedData === 'METADATA_ONLY' ? '{}' : definition,
    roleArn,
    updateDate: new Date(machineUpdatedAt),
    loggingConfiguration: loggingConfiguration(logging),
    tracingConfiguration: { enabled: false },
    ...(revisionId !== undefined && { revisionId }),
  };
};

function loggingConfiguration({ level, includeExecutionData, destination }: Logging): sdk.LoggingConfiguration {
  return {
    level,
    includeExecutionData,
    ...(destination !== undefined && { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: destination } }] }),
  };
}

export const ListStateMachines: Op<sdk.ListStateMachinesInput, sdk.ListStateMachinesOutput> = (input, call) => {
  const page = { token: input.nextToken, size: pageSize(input.maxResults) };
  const { items, next } = pageAfter(call.state.machines.values(), ({ arn }) => arn, page, invalidPage);
  return {
    stateMachines: items.map(({ arn, name, type, createdAt }) => ({ stateMachineArn: arn, name, type, creationDate: new Date(createdAt) })),
    ...(next !== undefined && { nextToken: next }),
  };
};

/** The size of a page that was asked for; 0 and nothing mean the default. Throws ValidationException. */
export function pageSize(maxResults: number | undefined): number {
  refuseViolations('ValidationException', [valueWithin('maxResults', maxResults, 0, MOST_LISTED)]);
  return maxResults || MOST_RESULTS;
}

/** Says what is wrong with a definition, and does not throw for it. Step Functions API Reference, ValidateStateMachineDefinition. */
export const ValidateStateMachineDefinition: Op<sdk.ValidateStateMachineDefinitionInput, sdk.ValidateStateMachineDefinitionOutput> = (
  input,
  call: StatesCall,
) => {
  const { type = 'STANDARD', severity = 'ERROR', maxResults = 0 } = input;
  refuseViolations('ValidationException', [
    oneOf('type', type, TYPES),
    oneOf('severity', severity, ['ERROR', 'WARNING']),
    valueWithin('maxResults', maxResults, 0, MOST_RESULTS),
  ]);
  const { report } = validate(input.definition!, type === 'EXPRESS', checkResource(call));
  const [unsupported] = report.unsupported;
  if (unsupported !== undefined) throw notImplemented(`states ValidateStateMachineDefinition with ${unsupported}`);
  const shown = report.diagnostics.filter((diagnostic) => severity === 'WARNING' || diagnostic.severity === 'ERROR');
  const size = maxResults || MOST_RESULTS;
  return {
    result: report.diagnostics.some((diagnostic) => diagnostic.severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: shown.slice(0, size),
    truncated: shown.length > size,
  };
};
