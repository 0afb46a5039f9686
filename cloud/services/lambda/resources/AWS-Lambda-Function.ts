import type { Architecture, CreateFunctionRequest, LogFormat, Runtime, TracingMode } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { changeTags, numberOf, type Tag, tagsOf } from './tags.ts';

interface FunctionProperties {
  FunctionName?: string;
  PackageType?: 'Zip' | 'Image';
  Code: { S3Bucket?: string; S3Key?: string; S3ObjectVersion?: string; ZipFile?: string };
  Runtime?: Runtime;
  Handler?: string;
  Role: string;
  Description?: string;
  Timeout?: number | string;
  MemorySize?: number | string;
  Environment?: { Variables?: Record<string, string | number | boolean> };
  EphemeralStorage?: { Size: number | string };
  Architectures?: Architecture[];
  LoggingConfig?: { LogFormat?: LogFormat; LogGroup?: string };
  TracingConfig?: { Mode?: TracingMode };
  DeadLetterConfig?: { TargetArn?: string };
  VpcConfig?: { SubnetIds?: string[]; SecurityGroupIds?: string[] };
  Layers?: string[];
  ReservedConcurrentExecutions?: number | string;
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::Lambda::Function. Ref is the function's name. */
export const LambdaFunction: ResourceType<FunctionProperties> = {
  type: 'AWS::Lambda::Function',
  properties: {
    FunctionName: 'replace',
    PackageType: 'replace',
    Code: { S3Bucket: 'update', S3Key: 'update', S3ObjectVersion: 'update', ZipFile: 'update' },
    Runtime: 'update',
    Handler: 'update',
    Role: 'update',
    Description: 'update',
    Timeout: 'update',
    MemorySize: 'update',
    Environment: { Variables: { '*': 'update' } },
    EphemeralStorage: { Size: 'update' },
    Architectures: 'update',
    LoggingConfig: { LogFormat: 'update', LogGroup: 'update' },
    TracingConfig: { Mode: 'update' },
    DeadLetterConfig: { TargetArn: 'update' },
    VpcConfig: { SubnetIds: 'update', SecurityGroupIds: 'update' },
    Layers: 'update',
    ReservedConcurrentExecutions: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { lambda } = context.aws;
    const FunctionName = properties.FunctionName ?? context.physicalName(64);
    await lambda.CreateFunction({
      FunctionName,
      ...configurationOf(properties),
      ...(properties.PackageType !== undefined && { PackageType: properties.PackageType }),
      ...(properties.Architectures && { Architectures: properties.Architectures }),
      Code: codeOf(properties),
      Tags: tagsOf(context, properties.Tags),
    });
    const reserved = numberOf(properties.ReservedConcurrentExecutions);
    if (reserved !== undefined) {
      context.initiated?.(FunctionName);
      await lambda.PutFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: reserved });
    }
    return FunctionName;
  },
  async update(context, FunctionName, properties, previous) {
    const { lambda } = context.aws;
    const isOther = (what: (from: FunctionProperties) => unknown) => JSON.stringify(what(properties)) !== JSON.stringify(what(previous));
    if (isOther(configurationOf)) await lambda.UpdateFunctionConfiguration({ FunctionName, ...configurationOf(properties) });
    if (isOther(({ Code, Architectures }) => [Code, Architectures])) {
      await lambda.UpdateFunctionCode({ FunctionName, ...codeOf(properties), Architectures: properties.Architectures ?? ['x86_64'] });
    }
    const reserved = numberOf(properties.ReservedConcurrentExecutions);
    if (reserved !== undefined) await lambda.PutFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: reserved });
    else if (previous.ReservedConcurrentExecutions !== undefined) await lambda.DeleteFunctionConcurrency({ FunctionName });
    await changeTags(context, arnOf(context, FunctionName), properties.Tags, previous.Tags);
  },
  async delete({ aws }, FunctionName) {
    await aws.lambda.DeleteFunction({ FunctionName });
  },
  async attributes(context, FunctionName) {
    return { Arn: arnOf(context, FunctionName) };
  },
};

/** What both the creation and an update take, with the defaults of what the template leaves out. */
function configurationOf(properties: FunctionProperties) {
  const { EphemeralStorage, Environment, TracingConfig, DeadLetterConfig, VpcConfig, Layers } = properties;
  const variables = Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    Role: properties.Role,
    ...(properties.Runtime !== undefined && { Runtime: properties.Runtime }),
    ...(properties.Handler !== undefined && { Handler: properties.Handler }),
    Description: properties.Description ?? '',
    Timeout: numberOf(properties.Timeout) ?? 3,
    MemorySize: numberOf(properties.MemorySize) ?? 128,
    EphemeralStorage: { Size: numberOf(EphemeralStorage?.Size) ?? 512 },
    Environment: { Variables: Object.fromEntries(variables) },
    LoggingConfig: properties.LoggingConfig ?? {},
    TracingConfig: { Mode: TracingConfig?.Mode ?? 'PassThrough' },
    DeadLetterConfig: DeadLetterConfig ?? {},
    ...(VpcConfig && { VpcConfig }),
    Layers: Layers ?? [],
  } satisfies Partial<CreateFunctionRequest>;
}

/** Inline code becomes `index.js`; the same text gives the same package. */
function codeOf({ Code }: FunctionProperties) {
  if (Code.ZipFile === undefined) return Code as { S3Bucket?: string; S3Key?: string; S3ObjectVersion?: string };
  return { ZipFile: zipSync({ 'index.js': strToU8(Code.ZipFile) }, { mtime: new Date(1980, 0, 1) }) };
}

function arnOf({ region, account }: ResourceContext, name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}
