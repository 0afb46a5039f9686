import type {
  CreateModelRequest,
  CreateRequestValidatorRequest,
  DeleteModelRequest,
  DeleteRequestValidatorRequest,
  GetModelRequest,
  GetModelsRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  Model,
  Models,
  RequestValidator,
  RequestValidators,
  UpdateModelRequest,
  UpdateRequestValidatorRequest,
} from '@aws-sdk/client-api-gateway';
import { tryParseJson } from '../../gateway/json.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, conflict, copy, found, newId } from './ids.ts';
import { checkSchema } from './json-schema.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { flag, patched, text } from './patch.ts';
import type { RestApisState } from './state.ts';

/** Throws ConflictException, BadRequestException. API Gateway API Reference, CreateModel. */
export const CreateModel: Operation<RestApisState, CreateModelRequest, Model, Local> = (input, call) => {
  const { models } = apiOf(call, input.restApiId).draft;
  const { restApiId, ...settings } = input;
  if (!/^[a-zA-Z0-9]+$/.test(input.name!)) throw badRequest(`Model name must be alphanumeric: ${input.name}`);
  if (models.has(input.name!)) throw conflict('Model name already exists for this REST API');
  const model: Model = { id: newId(call.random, 6), ...settings };
  checkModel(model);
  models.set(input.name!, model);
  return copy(model);
};

function checkModel({ schema, contentType }: Model): void {
  if (!schema) return;
  const parsed = tryParseJson(schema);
  if (!parsed && contentType === 'application/json') throw badRequest('Invalid model schema specified');
  if (parsed) checkSchema(parsed.value);
}

const missingModel = (name: string | undefined) => `Invalid model name specified: ${name}`;

export const GetModel: Operation<RestApisState, GetModelRequest, Model, Local> = (input, call) =>
  copy(found(apiOf(call, input.restApiId).draft.models, input.modelName, missingModel(input.modelName)));

export const GetModels: Operation<RestApisState, GetModelsRequest, Models, Local> = (input, call) =>
  page([...apiOf(call, input.restApiId).draft.models.values()], input);

export const UpdateModel: Operation<RestApisState, UpdateModelRequest, Model, Local> = (input, call) => {
  const { models } = apiOf(call, input.restApiId).draft;
  const next = patched(found(models, input.modelName, missingModel(input.modelName)), input.patchOperations, {
    '/description': text<Model>('description'),
    '/schema': text<Model>('schema'),
  });
  checkModel(next);
  models.set(input.modelName!, next);
  return copy(next);
};

export const DeleteModel: Operation<RestApisState, DeleteModelRequest, void, Local> = (input, call) => {
  const { models, resources } = apiOf(call, input.restApiId).draft;
  found(models, input.modelName, missingModel(input.modelName));
  const users = [...resources.values()].flatMap(({ methods }) => [...methods.values()]);
  if (users.some(({ requestModels }) => Object.values(requestModels ?? {}).includes(input.modelName!))) {
    throw conflict(`Cannot delete model '${input.modelName}', is referenced in method request`);
  }
  models.delete(input.modelName!);
};

const MISSING_VALIDATOR = 'Invalid Request Validator identifier specified';

export const CreateRequestValidator: Operation<RestApisState, CreateRequestValidatorRequest, RequestValidator, Local> = (input, call) => {
  const { validators } = apiOf(call, input.restApiId).draft;
  const validator: RequestValidator = {
    id: newId(call.random, 6),
    name: input.name,
    validateRequestBody: input.validateRequestBody ?? false,
    validateRequestParameters: input.validateRequestParameters ?? false,
  };
  validators.set(validator.id!, validator);
  return copy(validator);
};

export const GetRequestValidator: Operation<RestApisState, GetRequestValidatorRequest, RequestValidator, Local> = (input, call) =>
  copy(found(apiOf(call, input.restApiId).draft.validators, input.requestValidatorId, MISSING_VALIDATOR));

export const GetRequestValidators: Operation<RestApisState, GetRequestValidatorsRequest, RequestValidators, Local> = (input, call) =>
  page([...apiOf(call, input.restApiId).draft.validators.values()], input);

export const UpdateRequestValidator: Operation<RestApisState, UpdateRequestValidatorRequest, RequestValidator, Local> = (input, call) => {
  const { validators } = apiOf(call, input.restApiId).draft;
  const next = patched(found(validators, input.requestValidatorId, MISSING_VALIDATOR), input.patchOperations, {
    '/name': text<RequestValidator>('name'),
    '/validateRequestBody': flag<RequestValidator>('validateRequestBody'),
    '/validateRequestParameters': flag<RequestValidator>('validateRequestParameters'),
  });
  validators.set(input.requestValidatorId!, next);
  return copy(next);
};

export const DeleteRequestValidator: Operation<RestApisState, DeleteRequestValidatorRequest, void, Local> = (input, call) => {
  const { validators } = apiOf(call, input.restApiId).draft;
  found(validators, input.requestValidatorId, MISSING_VALIDATOR);
  validators.delete(input.requestValidatorId!);
};
