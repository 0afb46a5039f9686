import type { LoggingConfiguration, LogLevel, StateMachineType } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../aws-error.ts';
import type { ResourceType } from '../../../resource-type.ts';
import { changeTags, type Tagged, tagsOf } from './tags.ts';

interface StateMachineProperties extends Tagged {
  StateMachineName?: string;
  StateMachineType?: StateMachineType;
  DefinitionString?: string;
  Definition?: object;
  DefinitionSubstitutions?: Record<string, unknown>;
  RoleArn: string;
  LoggingConfiguration?: {
    Level?: LogLevel;
    IncludeExecutionData?: boolean | string;
    Destinations?: { CloudWatchLogsLogGroup?: { LogGroupArn?: string } }[];
  };
  TracingConfiguration?: { Enabled?: boolean | string };
}

/** CloudFormation Template Reference, AWS::StepFunctions::StateMachine. Ref is the ARN. Definitions in S3 are not honoured. */
export const StateMachine: ResourceType<StateMachineProperties> = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: {
    StateMachineName: 'replace',
    StateMachineType: 'replace',
    DefinitionString: 'update',
    Definition: { '*': 'update' },
    DefinitionSubstitutions: { '*': 'update' },
    RoleArn: 'update',
    LoggingConfiguration: {
      Level: 'update',
      IncludeExecutionData: 'update',
      Destinations: { CloudWatchLogsLogGroup: { LogGroupArn: 'update' } },
    },
    TracingConfiguration: { Enabled: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { stateMachineArn } = await context.aws.states.CreateStateMachine({
      ...settingsOf(properties),
      name: properties.StateMachineName ?? context.physicalName(80),
      ...(properties.StateMachineType && { type: properties.StateMachineType }),
      tags: tagsOf(context, properties),
    });
    return stateMachineArn!;
  },
  async update(context, stateMachineArn, properties, previous) {
    const { loggingConfiguration = { level: 'OFF', includeExecutionData: false }, ...settings } = settingsOf(properties);
    await context.aws.states.UpdateStateMachine({ ...settings, loggingConfiguration, stateMachineArn });
    await changeTags(context, stateMachineArn, properties, previous);
  },
  async delete({ aws }, stateMachineArn) {
    await aws.states.DeleteStateMachine({ stateMachineArn });
  },
  attributes: async (_context, arn) => ({ Arn: arn, Name: arn.split(':').at(-1) }),
};

function settingsOf(properties: StateMachineProperties) {
  const { LoggingConfiguration: logging, TracingConfiguration: tracing, RoleArn: roleArn } = properties;
  return {
    definition: definitionOf(properties),
    roleArn,
    ...(logging && { loggingConfiguration: loggingOf(logging) }),
    ...(tracing && { tracingConfiguration: { enabled: String(tracing.Enabled) === 'true' } }),
  };
}

function loggingOf({
  Level,
  IncludeExecutionData,
  Destinations,
}: NonNullable<StateMachineProperties['LoggingConfiguration']>): LoggingConfiguration {
  return {
    ...(Level && { level: Level }),
    includeExecutionData: String(IncludeExecutionData) === 'true',
    ...(Destinations && {
      destinations: Destinations.map(({ CloudWatchLogsLogGroup: group }) => ({
        cloudWatchLogsLogGroup: { logGroupArn: group?.LogGroupArn },
      })),
    }),
  };
}

/** The definition with `${name}` filled in. */
function definitionOf({ DefinitionString, Definition, DefinitionSubstitutions = {} }: StateMachineProperties): string {
  if ((DefinitionString === undefined) === (Definition === undefined))
    throw new AwsError('ValidationException', 'Exactly one of DefinitionString, DefinitionS3Location and Definition must be specified.');
  const text = DefinitionString ?? JSON.stringify(typed(Definition!));
  return text.replace(/\$\{([^}]+)\}/g, (all, name: string) =>
    Object.hasOwn(DefinitionSubstitutions, name) ? String(DefinitionSubstitutions[name]) : all,
  );
}

/** Fields of states that are no text, by name: templates may write them as such. */
const NUMBERS =
  /^(TimeoutSeconds|HeartbeatSeconds|Seconds|IntervalSeconds|MaxAttempts|BackoffRate|MaxDelaySeconds|MaxConcurrency|NumericEquals|NumericLessThan|NumericGreaterThan|NumericLessThanEquals|NumericGreaterThanEquals)$/;
const FLAGS = /^(End|BooleanEquals|IsNull|IsString|IsNumeric|IsBoolean|IsTimestamp|IsPresent)$/;

function typed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => typed(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner, key)]));
  if (typeof value === 'string' && NUMBERS.test(name) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (typeof value === 'string' && FLAGS.test(name) && /^(true|false)$/.test(value)) return value === 'true';
  return value;
}
