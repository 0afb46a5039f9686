import { CreateApi, DeleteApi, DeleteCorsConfiguration, GetApi, GetApis, UpdateApi } from './apis.ts';
import {
  CreateAuthorizer,
  DeleteAuthorizer,
  GetAuthorizer,
  GetAuthorizers,
  ResetAuthorizersCache,
  UpdateAuthorizer,
} from './authorizers.ts';
import { CreateDeployment, DeleteDeployment, GetDeployment, GetDeployments, UpdateDeployment } from './deployments.ts';
import { CreateIntegration, DeleteIntegration, GetIntegration, GetIntegrations, UpdateIntegration } from './integrations.ts';
import { CreateRoute, DeleteRoute, GetRoute, GetRoutes, UpdateRoute } from './routes.ts';
import { CreateStage, DeleteAccessLogSettings, DeleteRouteSettings, DeleteStage, GetStage, GetStages, UpdateStage } from './stages.ts';
import { GetTags, TagResource, UntagResource } from './tags.ts';

export const operations = {
  CreateApi,
  CreateAuthorizer,
  CreateDeployment,
  CreateIntegration,
  CreateRoute,
  CreateStage,
  DeleteAccessLogSettings,
  DeleteApi,
  DeleteAuthorizer,
  DeleteCorsConfiguration,
  DeleteDeployment,
  DeleteIntegration,
  DeleteRoute,
  DeleteRouteSettings,
  DeleteStage,
  GetApi,
  GetApis,
  GetAuthorizer,
  GetAuthorizers,
  GetDeployment,
  GetDeployments,
  GetIntegration,
  GetIntegrations,
  GetRoute,
  GetRoutes,
  GetStage,
  GetStages,
  GetTags,
  ResetAuthorizersCache,
  TagResource,
  UntagResource,
  UpdateApi,
  UpdateAuthorizer,
  UpdateDeployment,
  UpdateIntegration,
  UpdateRoute,
  UpdateStage,
};
