import type {
  CreateIntegrationRequest,
  CreateIntegrationResult,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  GetIntegrationsResponse,
  Integration,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { functionOf } from '../../gateway/invoke-function.ts';
import type { Operation } from '../../operation.ts';
import { deployAutomatically } from './deployments.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, found, type HttpCall, newId, page } from './records.ts';
import type { HttpApiRecord, HttpApisState } from './state.ts';

const UNHONOURED = [
  'ConnectionId',
  'ContentHandlingStrategy',
  'CredentialsArn',
  'IntegrationSubtype',
  'PassthroughBehavior',
  'RequestParameters',
  'RequestTemplates',
  'ResponseParameters',
  'TemplateSelectionExpression',
  'TlsConfig',
];
const MIN_TIMEOUT_MS = 50;
const MAX_TIMEOUT_MS = 30_000;

/** Throws BadRequestException. API Gateway V2 API Reference, CreateIntegration. */
export const CreateIntegration: Operation<HttpApisState, CreateIntegrationRequest, CreateIntegrationResult, Local> = (input, call) => {
  refuseMembers('apigatewayv2 CreateIntegration', input, UNHONOURED);
  const record = apiOf(call, input.ApiId);
  const { ApiId, TlsConfig, ...settings } = input;
  const integration = addIntegration(call, record, settings);
  deployAutomatically(call, record);
  return structuredClone(integration);
};

/** The function that an integration's URI names: its ARN, or that of its invocation. */
export function functionTarget(uri: string): string | undefined {
  return functionOf(uri) ?? (/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$/.test(uri) ? uri : undefined);
}

export function addIntegration(call: HttpCall, record: HttpApiRecord, settings: Integration): Integration {
  const integration: Integration = {
    IntegrationId: newId(call.random, 7),
    ConnectionType: 'INTERNET',
    IntegrationMethod: 'POST',
    TimeoutInMillis: MAX_TIMEOUT_MS,
    ...settings,
  };
  check(integration);
  record.draft.integrations.set(integration.IntegrationId!, integration);
  return integration;
}

function check({
  IntegrationType,
  IntegrationUri,
  PayloadFormatVersion,
  TimeoutInMillis,
  ConnectionType,
  CredentialsArn,
}: Integration): void {
  if (CredentialsArn !== undefined) throw notImplemented('apigatewayv2 integrations with CredentialsArn');
  if (IntegrationType !== 'AWS_PROXY') throw notImplemented(`apigatewayv2 integrations of type ${IntegrationType}`);
  if (ConnectionType === 'VPC_LINK') throw notImplemented('apigatewayv2 integrations through a VPC link');
  if (functionTarget(IntegrationUri ?? '') === undefined) {
    if (/^https?:/.test(IntegrationUri ?? '')) throw notImplemented('apigatewayv2 integrations with HTTP endpoints');
    throw badRequest('IntegrationUri should be a valid Lambda ARN');
  }
  if (PayloadFormatVersion !== '1.0' && PayloadFormatVersion !== '2.0') {
    throw badRequest('PayloadFormatVersion is a required parameter for integration type AWS_PROXY');
  }
  if (TimeoutInMillis! < MIN_TIMEOUT_MS || TimeoutInMillis! > MAX_TIMEOUT_MS) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${MAX_TIMEOUT_MS} ms`);
  }
}

export const GetIntegration: Operation<HttpApisState, GetIntegrationRequest, Integration, Local> = (input, call) =>
  structuredClone(found(apiOf(call, input.ApiId).draft.integrations, input.IntegrationId, 'Integration'));

export const GetIntegrations: Operation<HttpApisState, GetIntegrationsRequest, GetIntegrationsResponse, Local> = (input, call) =>
  page([...apiOf(call, input.ApiId).draft.integrations.values()], input);

export const UpdateIntegration: Operation<HttpApisState, UpdateIntegrationRequest, Integration, Local> = (input, call) => {
  refuseMembers('apigatewayv2 UpdateIntegration', input, UNHONOURED);
  const record = apiOf(call, input.ApiId);
  const { ApiId, TlsConfig, ...settings } = input;
  const next: Integration = { ...found(record.draft.integrations, input.IntegrationId, 'Integration'), ...settings };
  check(next);
  record.draft.integrations.set(input.IntegrationId!, next);
  deployAutomatically(call, record);
  return structuredClone(next);
};

export const DeleteIntegration: Operation<HttpApisState, DeleteIntegrationRequest, void, Local> = (input, call) => {
  const record = apiOf(call, input.ApiId);
  found(record.draft.integrations, input.IntegrationId, 'Integration');
  const user = [...record.draft.routes.values()].find(({ Target }) => Target === `integrations/${input.IntegrationId}`);
  if (user)
    throw new AwsError(
      'ConflictException',
      `Cannot delete Integration '${input.IntegrationId}' because it is referenced by Route ${user.RouteId}`,
    );
  record.draft.integrations.delete(input.IntegrationId!);
  deployAutomatically(call, record);
};
