import type {
  CreateRestApiRequest,
  DeleteRestApiRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  RestApi,
  RestApis,
  UpdateRestApiRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, copy, newId } from './ids.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { flag, type PatchSetter, type PatchTable, patched, text } from './patch.ts';
import type { ApiRecord, Definition, RestApisState } from './state.ts';
import { checkTags } from './tag-rules.ts';

/** Makes an API with a root resource and two models. Throws BadRequestException. API Gateway API Reference, CreateRestApi. */
export const CreateRestApi: Operation<RestApisState, CreateRestApiRequest, RestApi, Local> = (input, call) => {
  refuseMembers('apigateway CreateRestApi', input, [
    'cloneFrom',
    'minimumCompressionSize',
    'policy',
    'securityPolicy',
    'endpointAccessMode',
  ]);
  if (input.name === '') throw badRequest('Invalid API name specified');
  checkTags(input.tags, call.principal);
  checkEndpoint(input.endpointConfiguration?.types?.[0]);
  const id = newId(call.random, 10);
  const rootResourceId = newId(call.random, 10);
  const draft: Definition = {
    resources: new Map([[rootResourceId, { id: rootResourceId, parentId: undefined, pathPart: undefined, path: '/', methods: new Map() }]]),
    models: new Map(defaultModels.map((model) => [model.name, { id: newId(call.random, 6), contentType: 'application/json', ...model }])),
    validators: new Map(),
    authorizers: new Map(),
    gatewayResponses: new Map(),
    binaryMediaTypes: input.binaryMediaTypes ?? [],
    apiKeySource: input.apiKeySource ?? 'HEADER',
  };
  const api: RestApi = {
    id,
    name: input.name!,
    ...(input.description !== undefined && { description: input.description }),
    createdDate: new Date(call.clock.now()),
    ...(input.version !== undefined && { version: input.version }),
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4', ...input.endpointConfiguration },
    tags: { ...input.tags },
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    rootResourceId,
  };
  const record: ApiRecord = { api, draft, deployments: new Map(), stages: new Map() };
  call.state.apis.set(id, record);
  return told(record);
};

export const GetRestApi: Operation<RestApisState, GetRestApiRequest, RestApi, Local> = (input, call) => told(apiOf(call, input.restApiId));

export const GetRestApis: Operation<RestApisState, GetRestApisRequest, RestApis, Local> = (input, call) =>
  page([...call.state.apis.values()].map(told), input);

export const DeleteRestApi: Operation<RestApisState, DeleteRestApiRequest, void, Local> = ({ restApiId }, call) => {
  apiOf(call, restApiId);
  call.state.apis.delete(restApiId!);
  for (const { plan } of call.state.plans.values()) plan.apiStages = (plan.apiStages ?? []).filter(({ apiId }) => apiId !== restApiId);
};

export const UpdateRestApi: Operation<RestApisState, UpdateRestApiRequest, RestApi, Local> = (input, call) => {
  const record = apiOf(call, input.restApiId);
  const { draft, ...rest } = record;
  const { binaryMediaTypes, apiKeySource } = draft;
  const next = patched({ api: rest.api, binaryMediaTypes, apiKeySource }, input.patchOperations, patches);
  record.api = next.api;
  draft.binaryMediaTypes = next.binaryMediaTypes;
  draft.apiKeySource = next.apiKeySource;
  return told(record);
};

type Patched = { api: RestApi } & Pick<Definition, 'binaryMediaTypes' | 'apiKeySource'>;

const onApi =
  (set: PatchSetter<RestApi>): PatchSetter<Patched> =>
  ({ api }, ...rest) =>
    set(api, ...rest);

const patches: PatchTable<Patched> = {
  '/name': onApi(text<RestApi>('name')),
  '/description': onApi(text<RestApi>('description')),
  '/version': onApi(text<RestApi>('version')),
  '/disableExecuteApiEndpoint': onApi(flag<RestApi>('disableExecuteApiEndpoint')),
  '/endpointConfiguration/types/{type}': onApi((api, value) => {
    checkEndpoint(value);
    api.endpointConfiguration = { ...api.endpointConfiguration, types: [value === 'REGIONAL' ? 'REGIONAL' : 'EDGE'] };
  }),
  '/apiKeySource': (target, value) => {
    if (value !== 'HEADER' && value !== 'AUTHORIZER') throw badRequest(`Invalid value for apiKeySource: ${value}`);
    target.apiKeySource = value;
  },
  '/binaryMediaTypes/{type}': (target, _value, [type], op) => {
    const others = target.binaryMediaTypes.filter((known) => known !== type);
    target.binaryMediaTypes = op === 'remove' ? others : [...others, type!];
  },
};

/** EDGE and REGIONAL APIs are reached alike here; a private one would have to be out of reach. */
function checkEndpoint(type: string | undefined): void {
  if (type === 'PRIVATE') throw notImplemented('apigateway REST APIs with a PRIVATE endpoint');
}

function told({ api, draft }: ApiRecord): RestApi {
  const { binaryMediaTypes, apiKeySource } = draft;
  return copy({ ...api, apiKeySource, ...(binaryMediaTypes.length > 0 && { binaryMediaTypes }) });
}

const schema = 'http://json-schema.org/draft-04/schema#';
const defaultModels = [
  {
    name: 'Empty',
    description: 'This is a default empty schema model',
    schema: JSON.stringify({ $schema: schema, title: 'Empty Schema', type: 'object' }),
  },
  {
    name: 'Error',
    description: 'This is a default error schema model',
    schema: JSON.stringify({ $schema: schema, title: 'Error Schema', type: 'object', properties: { message: { type: 'string' } } }),
  },
];
