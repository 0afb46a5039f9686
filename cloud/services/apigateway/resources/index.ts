import type { ResourceType } from '../../../resource-type.ts';
import { Account } from './AWS-ApiGateway-Account.ts';
import { ApiKey } from './AWS-ApiGateway-ApiKey.ts';
import { Authorizer } from './AWS-ApiGateway-Authorizer.ts';
import { Deployment } from './AWS-ApiGateway-Deployment.ts';
import { GatewayResponse } from './AWS-ApiGateway-GatewayResponse.ts';
import { Method } from './AWS-ApiGateway-Method.ts';
import { Model } from './AWS-ApiGateway-Model.ts';
import { RequestValidator } from './AWS-ApiGateway-RequestValidator.ts';
import { Resource } from './AWS-ApiGateway-Resource.ts';
import { RestApi } from './AWS-ApiGateway-RestApi.ts';
import { Stage } from './AWS-ApiGateway-Stage.ts';
import { UsagePlan } from './AWS-ApiGateway-UsagePlan.ts';
import { UsagePlanKey } from './AWS-ApiGateway-UsagePlanKey.ts';

export const resourceTypes: readonly ResourceType[] = [
  Account,
  ApiKey,
  Authorizer,
  Deployment,
  GatewayResponse,
  Method,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
  UsagePlanKey,
];
