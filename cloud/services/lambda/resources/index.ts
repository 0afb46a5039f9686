import type { ResourceType } from '../../../resource-type.ts';
import { Alias } from './AWS-Lambda-Alias.ts';
import { EventInvokeConfig } from './AWS-Lambda-EventInvokeConfig.ts';
import { EventSourceMapping } from './AWS-Lambda-EventSourceMapping.ts';
import { LambdaFunction } from './AWS-Lambda-Function.ts';
import { LayerVersion } from './AWS-Lambda-LayerVersion.ts';
import { LayerVersionPermission } from './AWS-Lambda-LayerVersionPermission.ts';
import { Permission } from './AWS-Lambda-Permission.ts';
import { Url } from './AWS-Lambda-Url.ts';
import { Version } from './AWS-Lambda-Version.ts';

export const resourceTypes: readonly ResourceType[] = [
  Alias,
  EventInvokeConfig,
  EventSourceMapping,
  LambdaFunction,
  LayerVersion,
  LayerVersionPermission,
  Permission,
  Url,
  Version,
];
