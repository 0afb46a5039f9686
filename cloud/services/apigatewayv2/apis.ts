import type {
  Api,
  Cors,
  CreateApiRequest,
  CreateApiResponse,
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApisRequest,
  GetApisResponse,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { deployAutomatically } from './deployments.ts';
import { addIntegration } from './integrations.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, checkTags, newId, page } from './records.ts';
import { addRoute } from './routes.ts';
import { newStage } from './stages.ts';
import type { HttpApiRecord, HttpApisState } from './state.ts';

const UNHONOURED = ['DisableSchemaValidation', 'ApiKeySelectionExpression'];

/** Makes an HTTP API; with a target also its route, integration and `$default` stage ("quick create"). Throws BadRequestException. API Gateway V2 API Reference, CreateApi. */
export const CreateApi: Operation<HttpApisState, CreateApiRequest, CreateApiResponse, Local> = (input, call) => {
  refuseMembers('apigatewayv2 CreateApi', input, UNHONOURED);
  if (input.ProtocolType !== 'HTTP') throw notImplemented(`apigatewayv2 APIs of type ${input.ProtocolType}`);
  if ((input.RouteSelectionExpression ?? SELECTION) !== SELECTION)
    throw badRequest(`Invalid route selection expression: ${input.RouteSelectionExpression}`);
  if (input.RouteKey !== undefined && input.Target === undefined) throw badRequest('Target is required when RouteKey is specified');
  checkTags(input.Tags, call.principal);
  checkCors(input.CorsConfiguration);
  const ApiId = newId(call.random, 10);
  const record: HttpApiRecord = {
    api: {
      ApiId,
      ApiEndpoint: `https://${ApiId}.execute-api.${call.region}.amazonaws.com`,
      Name: input.Name!,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: SELECTION,
      CreatedDate: new Date(call.clock.now()),
      DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
      IpAddressType: input.IpAddressType ?? 'ipv4',
      Tags: { ...input.Tags },
      ...(input.Description !== undefined && { Description: input.Description }),
      ...(input.Version !== undefined && { Version: input.Version }),
    },
    draft: { routes: new Map(), integrations: new Map(), authorizers: new Map(), cors: input.CorsConfiguration },
    deployments: new Map(),
    stages: new Map(),
  };
  if (input.Target !== undefined) {
    const integration = addIntegration(call, record, {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: input.Target,
      PayloadFormatVersion: '2.0',
      ApiGatewayManaged: true,
      ...(input.CredentialsArn !== undefined && { CredentialsArn: input.CredentialsArn }),
    });
    addRoute(call, record, {
      RouteKey: input.RouteKey ?? '$default',
      Target: `integrations/${integration.IntegrationId}`,
      ApiGatewayManaged: true,
    });
    record.stages.set('$default', newStage(call, { StageName: '$default', AutoDeploy: true, ApiGatewayManaged: true }));
    deployAutomatically(call, record);
  }
  call.state.apis.set(ApiId, record);
  return told(record);
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: AWS's own expression.
const SELECTION = '${request.method} ${request.path}';

/** Throws BadRequestException. */
function checkCors(cors: Cors | undefined): void {
  const { AllowCredentials, AllowOrigins = [], AllowMethods = [], AllowHeaders = [], ExposeHeaders = [], MaxAge = 0 } = cors ?? {};
  if (
    AllowCredentials &&
    [AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders].some((list) => list.includes('*')) &&
    AllowOrigins.includes('*')
  ) {
    throw badRequest('allow-credentials is not supported if allow-origin is *');
  }
  const origin = AllowOrigins.find((one) => one !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/(\*|[^/\s]+)$/i.test(one));
  if (origin !== undefined) throw badRequest(`Invalid format for origin ${origin}. Origin should have a scheme and a host.`);
  const method = AllowMethods.find((one) => !['*', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].includes(one));
  if (method !== undefined) throw badRequest(`Invalid method ${method} in allowMethods`);
  if (MaxAge < -1 || MaxAge > 86_400) throw badRequest('MaxAge must be between -1 and 86400');
}

export const GetApi: Operation<HttpApisState, GetApiRequest, Api, Local> = (input, call) => told(apiOf(call, input.ApiId));

export const GetApis: Operation<HttpApisState, GetApisRequest, GetApisResponse, Local> = (input, call) =>
  page([...call.state.apis.values()].map(told), input);

export const UpdateApi: Operation<HttpApisState, UpdateApiRequest, Api, Local> = (input, call) => {
  refuseMembers('apigatewayv2 UpdateApi', input, [...UNHONOURED, 'RouteKey', 'Target', 'CredentialsArn']);
  const record = apiOf(call, input.ApiId);
  checkCors(input.CorsConfiguration);
  const { Name, Description, DisableExecuteApiEndpoint, IpAddressType, Version, CorsConfiguration } = input;
  Object.assign(record.api, {
    ...(Name !== undefined && { Name }),
    ...(Description !== undefined && { Description }),
    ...(DisableExecuteApiEndpoint !== undefined && { DisableExecuteApiEndpoint }),
    ...(IpAddressType !== undefined && { IpAddressType }),
    ...(Version !== undefined && { Version }),
  });
  if (CorsConfiguration) {
    record.draft.cors = CorsConfiguration;
    deployAutomatically(call, record);
  }
  return told(record);
};

export const DeleteCorsConfiguration: Operation<HttpApisState, DeleteCorsConfigurationRequest, void, Local> = (input, call) => {
  const record = apiOf(call, input.ApiId);
  record.draft.cors = undefined;
  deployAutomatically(call, record);
};

export const DeleteApi: Operation<HttpApisState, DeleteApiRequest, void, Local> = (input, call) => {
  apiOf(call, input.ApiId);
  call.state.apis.delete(input.ApiId!);
};

function told({ api, draft }: HttpApiRecord): Api {
  return structuredClone({ ...api, ...(draft.cors && { CorsConfiguration: draft.cors }) });
}
