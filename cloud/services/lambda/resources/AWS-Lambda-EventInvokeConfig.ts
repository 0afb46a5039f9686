import type { DestinationConfig } from '@aws-sdk/client-lambda';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { numberOf } from './tags.ts';

interface EventInvokeConfigProperties {
  FunctionName: string;
  Qualifier: string;
  MaximumRetryAttempts?: number | string;
  MaximumEventAgeInSeconds?: number | string;
  DestinationConfig?: DestinationConfig;
}

/** CloudFormation Template Reference, AWS::Lambda::EventInvokeConfig. */
export const EventInvokeConfig: ResourceType<EventInvokeConfigProperties> = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: {
    FunctionName: 'replace',
    Qualifier: 'replace',
    MaximumRetryAttempts: 'update',
    MaximumEventAgeInSeconds: 'update',
    DestinationConfig: { OnFailure: { Destination: 'update' }, OnSuccess: { Destination: 'update' } },
  },
  async create(context, properties) {
    await put(context, properties);
    return `${properties.FunctionName}|EventInvokeConfig|${properties.Qualifier}`;
  },
  async update(context, _, properties) {
    await put(context, properties);
  },
  async delete({ aws }, _, { FunctionName, Qualifier }) {
    await aws.lambda.DeleteFunctionEventInvokeConfig({ FunctionName, Qualifier });
  },
};

async function put({ aws }: ResourceContext, properties: EventInvokeConfigProperties): Promise<void> {
  const retries = numberOf(properties.MaximumRetryAttempts);
  const age = numberOf(properties.MaximumEventAgeInSeconds);
  await aws.lambda.PutFunctionEventInvokeConfig({
    FunctionName: properties.FunctionName,
    Qualifier: properties.Qualifier,
    ...(retries !== undefined && { MaximumRetryAttempts: retries }),
    ...(age !== undefined && { MaximumEventAgeInSeconds: age }),
    ...(properties.DestinationConfig && { DestinationConfig: properties.DestinationConfig }),
  });
}
