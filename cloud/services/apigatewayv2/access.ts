import { formatArn } from '../../arn.ts';
import type { AccessCheck } from '../../operation.ts';
import type { HttpCall } from './records.ts';

/** The HTTP method and path (below /v2) of each operation: they are its action and its resource. */
const OPERATIONS = {
  CreateApi: ['POST', '/apis'],
  CreateAuthorizer: ['POST', '/apis/{ApiId}/authorizers'],
  CreateDeployment: ['POST', '/apis/{ApiId}/deployments'],
  CreateIntegration: ['POST', '/apis/{ApiId}/integrations'],
  CreateRoute: ['POST', '/apis/{ApiId}/routes'],
  CreateStage: ['POST', '/apis/{ApiId}/stages'],
  DeleteAccessLogSettings: ['DELETE', '/apis/{ApiId}/stages/{StageName}/accesslogsettings'],
  DeleteApi: ['DELETE', '/apis/{ApiId}'],
  DeleteAuthorizer: ['DELETE', '/apis/{ApiId}/authorizers/{AuthorizerId}'],
  DeleteCorsConfiguration: ['DELETE', '/apis/{ApiId}/cors'],
  DeleteDeployment: ['DELETE', '/apis/{ApiId}/deployments/{DeploymentId}'],
  DeleteIntegration: ['DELETE', '/apis/{ApiId}/integrations/{IntegrationId}'],
  DeleteRoute: ['DELETE', '/apis/{ApiId}/routes/{RouteId}'],
  DeleteRouteSettings: ['DELETE', '/apis/{ApiId}/stages/{StageName}/routesettings/{RouteKey}'],
  DeleteStage: ['DELETE', '/apis/{ApiId}/stages/{StageName}'],
  GetApi: ['GET', '/apis/{ApiId}'],
  GetApis: ['GET', '/apis'],
  GetAuthorizer: ['GET', '/apis/{ApiId}/authorizers/{AuthorizerId}'],
  GetAuthorizers: ['GET', '/apis/{ApiId}/authorizers'],
  GetDeployment: ['GET', '/apis/{ApiId}/deployments/{DeploymentId}'],
  GetDeployments: ['GET', '/apis/{ApiId}/deployments'],
  GetIntegration: ['GET', '/apis/{ApiId}/integrations/{IntegrationId}'],
  GetIntegrations: ['GET', '/apis/{ApiId}/integrations'],
  GetRoute: ['GET', '/apis/{ApiId}/routes/{RouteId}'],
  GetRoutes: ['GET', '/apis/{ApiId}/routes'],
  GetStage: ['GET', '/apis/{ApiId}/stages/{StageName}'],
  GetStages: ['GET', '/apis/{ApiId}/stages'],
  GetTags: ['GET', '/tags/{ResourceArn}'],
  ResetAuthorizersCache: ['DELETE', '/apis/{ApiId}/stages/{StageName}/cache/authorizers'],
  TagResource: ['POST', '/tags/{ResourceArn}'],
  UntagResource: ['DELETE', '/tags/{ResourceArn}'],
  UpdateApi: ['PATCH', '/apis/{ApiId}'],
  UpdateAuthorizer: ['PATCH', '/apis/{ApiId}/authorizers/{AuthorizerId}'],
  UpdateDeployment: ['PATCH', '/apis/{ApiId}/deployments/{DeploymentId}'],
  UpdateIntegration: ['PATCH', '/apis/{ApiId}/integrations/{IntegrationId}'],
  UpdateRoute: ['PATCH', '/apis/{ApiId}/routes/{RouteId}'],
  UpdateStage: ['PATCH', '/apis/{ApiId}/stages/{StageName}'],
} as const satisfies Record<string, readonly [method: string, path: string]>;

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon API Gateway Management V2". */
export const access = Object.fromEntries(
  Object.entries(OPERATIONS).map(([operation, [method, template]]) => [
    operation,
    (input: Record<string, unknown>, { region }: HttpCall): AccessCheck => ({
      action: `apigateway:${method}`,
      resource: formatArn({ service: 'apigateway', region, account: '', resource: filled(template, input) }),
    }),
  ]),
);

/** A path with the input's members in their places. */
function filled(template: string, input: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, member: string) => String(input[member] ?? ''));
}
