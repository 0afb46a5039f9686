import type { ResourceType } from '../../../resource-type.ts';
import { Api } from './AWS-ApiGatewayV2-Api.ts';
import { Authorizer } from './AWS-ApiGatewayV2-Authorizer.ts';
import { Deployment } from './AWS-ApiGatewayV2-Deployment.ts';
import { Integration } from './AWS-ApiGatewayV2-Integration.ts';
import { Route } from './AWS-ApiGatewayV2-Route.ts';
import { Stage } from './AWS-ApiGatewayV2-Stage.ts';

export const resourceTypes: readonly ResourceType[] = [Api, Authorizer, Deployment, Integration, Route, Stage];
