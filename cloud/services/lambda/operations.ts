import { CreateAlias, DeleteAlias, GetAlias, ListAliases, UpdateAlias } from './aliases.ts';
import { CreateFunction } from './CreateFunction.ts';
import { DeleteFunctionConcurrency, GetAccountSettings, GetFunctionConcurrency, PutFunctionConcurrency } from './concurrency.ts';
import { DeleteFunction } from './DeleteFunction.ts';
import {
  DeleteFunctionEventInvokeConfig,
  GetFunctionEventInvokeConfig,
  ListFunctionEventInvokeConfigs,
  PutFunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfig,
} from './event-invoke-config.ts';
import { GetFunction, GetFunctionConfiguration, ListFunctions } from './GetFunction.ts';
import { Invoke } from './Invoke.ts';
import { AddLayerVersionPermission, GetLayerVersionPolicy, RemoveLayerVersionPermission } from './layers/layer-permissions.ts';
import {
  DeleteLayerVersion,
  GetLayerVersion,
  GetLayerVersionByArn,
  ListLayers,
  ListLayerVersions,
  PublishLayerVersion,
} from './layers/layer-versions.ts';
import { CreateEventSourceMapping } from './mappings/CreateEventSourceMapping.ts';
import {
  DeleteEventSourceMapping,
  GetEventSourceMapping,
  ListEventSourceMappings,
  UpdateEventSourceMapping,
} from './mappings/event-source-mappings.ts';
import { AddPermission, GetPolicy, RemovePermission } from './permissions.ts';
import { ListTags, TagResource, UntagResource } from './tags.ts';
import { UpdateFunctionCode } from './UpdateFunctionCode.ts';
import { UpdateFunctionConfiguration } from './UpdateFunctionConfiguration.ts';
import {
  CreateFunctionUrlConfig,
  DeleteFunctionUrlConfig,
  GetFunctionUrlConfig,
  ListFunctionUrlConfigs,
  UpdateFunctionUrlConfig,
} from './urls/function-urls.ts';
import { ListVersionsByFunction, PublishVersion } from './versions.ts';

export const operations = {
  AddLayerVersionPermission,
  AddPermission,
  CreateAlias,
  CreateEventSourceMapping,
  CreateFunction,
  CreateFunctionUrlConfig,
  DeleteAlias,
  DeleteEventSourceMapping,
  DeleteFunction,
  DeleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig,
  DeleteFunctionUrlConfig,
  DeleteLayerVersion,
  GetAccountSettings,
  GetAlias,
  GetEventSourceMapping,
  GetFunction,
  GetFunctionConcurrency,
  GetFunctionConfiguration,
  GetFunctionEventInvokeConfig,
  GetFunctionUrlConfig,
  GetLayerVersion,
  GetLayerVersionByArn,
  GetLayerVersionPolicy,
  GetPolicy,
  Invoke,
  ListAliases,
  ListEventSourceMappings,
  ListFunctionEventInvokeConfigs,
  ListFunctionUrlConfigs,
  ListFunctions,
  ListLayerVersions,
  ListLayers,
  ListTags,
  ListVersionsByFunction,
  PublishLayerVersion,
  PublishVersion,
  PutFunctionConcurrency,
  PutFunctionEventInvokeConfig,
  RemoveLayerVersionPermission,
  RemovePermission,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateEventSourceMapping,
  UpdateFunctionCode,
  UpdateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig,
  UpdateFunctionUrlConfig,
};
