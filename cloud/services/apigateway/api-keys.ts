import type {
  ApiKey,
  ApiKeys,
  CreateApiKeyRequest,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  GetApiKeysRequest,
  UpdateApiKeyRequest,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../operation.ts';
import { badRequest, conflict, copy, found, newId } from './ids.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { flag, patched, text } from './patch.ts';
import type { RestApisState } from './state.ts';
import { checkTags } from './tag-rules.ts';

const MISSING = 'Invalid API Key identifier specified';
const VALUE_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const VALUE_LENGTH = 40;

/** Throws BadRequestException, ConflictException. API Gateway API Reference, CreateApiKey. */
export const CreateApiKey: Operation<RestApisState, CreateApiKeyRequest, ApiKey, Local> = (input, call) => {
  checkTags(input.tags, call.principal);
  const value = input.value ?? call.random.text(VALUE_LENGTH, VALUE_ALPHABET);
  if (value.length < 20 || value.length > 128) throw badRequest('API Key value should be at least 20 characters');
  if ([...call.state.keys.values()].some((key) => key.value === value)) throw conflict('API Key already exists');
  const now = new Date(call.clock.now());
  const { name, description, customerId, tags } = input;
  const id = newId(call.random, 10);
  const key: ApiKey = {
    id,
    value,
    name: name ?? id,
    ...(description !== undefined && { description }),
    ...(customerId !== undefined && { customerId }),
    ...(tags && { tags }),
    enabled: input.enabled ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    // Reason: told, but without effect since there are usage plans, as on AWS.
    stageKeys: (input.stageKeys ?? []).map(({ restApiId, stageName }) => `${restApiId}/${stageName}`),
  };
  call.state.keys.set(id, key);
  return copy(key);
};

export const GetApiKey: Operation<RestApisState, GetApiKeyRequest, ApiKey, Local> = (input, call) =>
  told(found(call.state.keys, input.apiKey, MISSING), input.includeValue ?? false);

export const GetApiKeys: Operation<RestApisState, GetApiKeysRequest, ApiKeys, Local> = (input, call) => {
  const all = [...call.state.keys.values()].filter(
    ({ name, customerId }) =>
      (name ?? '').startsWith(input.nameQuery ?? '') && (input.customerId === undefined || customerId === input.customerId),
  );
  return page(
    all.map((key) => told(key, input.includeValues ?? false)),
    input,
  );
};

export const UpdateApiKey: Operation<RestApisState, UpdateApiKeyRequest, ApiKey, Local> = (input, call) => {
  const next = patched(found(call.state.keys, input.apiKey, MISSING), input.patchOperations, {
    '/name': text<ApiKey>('name'),
    '/description': text<ApiKey>('description'),
    '/customerId': text<ApiKey>('customerId'),
    '/enabled': flag<ApiKey>('enabled'),
  });
  next.lastUpdatedDate = new Date(call.clock.now());
  call.state.keys.set(input.apiKey!, next);
  return told(next, false);
};

export const DeleteApiKey: Operation<RestApisState, DeleteApiKeyRequest, void, Local> = (input, call) => {
  found(call.state.keys, input.apiKey, MISSING);
  call.state.keys.delete(input.apiKey!);
  for (const plan of call.state.plans.values()) plan.keys.delete(input.apiKey!);
};

function told({ value, ...key }: ApiKey, withValue: boolean): ApiKey {
  return copy({ ...key, ...(withValue && { value }) });
}
