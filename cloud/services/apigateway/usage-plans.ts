import type {
  ApiKey,
  CreateUsagePlanKeyRequest,
  CreateUsagePlanRequest,
  DeleteUsagePlanKeyRequest,
  DeleteUsagePlanRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UpdateUsagePlanRequest,
  UsagePlan,
  UsagePlanKey,
  UsagePlanKeys,
  UsagePlans,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../operation.ts';
import { badRequest, conflict, copy, found, newId, notFound, type RestCall } from './ids.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { numberOf, type PatchTable, patched, text } from './patch.ts';
import type { PlanRecord, QuotaPeriod, RestApisState } from './state.ts';
import { checkTags } from './tag-rules.ts';

const MISSING = 'Invalid Usage Plan ID specified';

/** Throws BadRequestException, NotFoundException. API Gateway API Reference, CreateUsagePlan. */
export const CreateUsagePlan: Operation<RestApisState, CreateUsagePlanRequest, UsagePlan, Local> = (input, call) => {
  checkTags(input.tags, call.principal);
  const plan: UsagePlan = { id: newId(call.random, 6), apiStages: [], ...input };
  check(call, plan);
  call.state.plans.set(plan.id!, { plan, keys: new Set(), used: new Map() });
  return copy(plan);
};

function check(call: RestCall, { apiStages = [], throttle, quota }: UsagePlan): void {
  for (const { apiId, stage } of apiStages) {
    if (!call.state.apis.get(apiId ?? '')?.stages.has(stage ?? '')) throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
  if (quota && !['DAY', 'WEEK', 'MONTH'].includes(quota.period ?? '')) throw badRequest('Usage Plan quota period is invalid');
  if (quota && !(quota.limit! > 0)) throw badRequest('Usage Plan quota limit must be greater than 0');
  if (throttle && (throttle.rateLimit ?? 0) < 0) throw badRequest('Usage Plan throttle rate limit must not be negative');
}

export const GetUsagePlan: Operation<RestApisState, GetUsagePlanRequest, UsagePlan, Local> = (input, call) =>
  copy(found(call.state.plans, input.usagePlanId, MISSING).plan);

export const GetUsagePlans: Operation<RestApisState, GetUsagePlansRequest, UsagePlans, Local> = (input, call) => {
  const plans = [...call.state.plans.values()].filter(({ keys }) => input.keyId === undefined || keys.has(input.keyId));
  return page(
    plans.map(({ plan }) => plan),
    input,
  );
};

export const UpdateUsagePlan: Operation<RestApisState, UpdateUsagePlanRequest, UsagePlan, Local> = (input, call) => {
  const record = found(call.state.plans, input.usagePlanId, MISSING);
  const next = patched(record.plan, input.patchOperations, patches);
  check(call, next);
  record.plan = next;
  return copy(next);
};

const patches: PatchTable<UsagePlan> = {
  '/name': text('name'),
  '/description': text('description'),
  '/apiStages': (plan, _value, _names, op, item = '') => {
    const [apiId, stage] = item.split(':');
    const others = (plan.apiStages ?? []).filter((one) => one.apiId !== apiId || one.stage !== stage);
    plan.apiStages = op === 'remove' ? others : [...others, { apiId, stage }];
  },
  '/apiStages/{stage}': (plan, _value, [name], op) => {
    if (op !== 'remove') throw badRequest('API stages are added through /apiStages');
    plan.apiStages = (plan.apiStages ?? []).filter(({ apiId, stage }) => `${apiId}:${stage}` !== name);
  },
  '/throttle': (plan) => void delete plan.throttle,
  '/throttle/rateLimit': (plan, value) => {
    plan.throttle = { ...plan.throttle, rateLimit: numberOf(value ?? '0') };
  },
  '/throttle/burstLimit': (plan, value) => {
    plan.throttle = { ...plan.throttle, burstLimit: numberOf(value ?? '0') };
  },
  '/quota': (plan) => void delete plan.quota,
  '/quota/limit': (plan, value) => {
    plan.quota = { period: 'MONTH', ...plan.quota, limit: numberOf(value ?? '0') };
  },
  '/quota/offset': (plan, value) => {
    plan.quota = { ...plan.quota, offset: numberOf(value ?? '0') };
  },
  '/quota/period': (plan, value) => {
    plan.quota = { ...plan.quota, period: value as QuotaPeriod };
  },
};

export const DeleteUsagePlan: Operation<RestApisState, DeleteUsagePlanRequest, void, Local> = (input, call) => {
  const { plan } = found(call.state.plans, input.usagePlanId, MISSING);
  if (plan.apiStages?.length) throw badRequest(`Cannot delete Usage Plan ${plan.id} because it is associated with API stages`);
  call.state.plans.delete(plan.id!);
};

/** Gives a key the plan's stages. Throws ConflictException, NotFoundException. API Gateway API Reference, CreateUsagePlanKey. */
export const CreateUsagePlanKey: Operation<RestApisState, CreateUsagePlanKeyRequest, UsagePlanKey, Local> = (input, call) => {
  const record = found(call.state.plans, input.usagePlanId, MISSING);
  const key = found(call.state.keys, input.keyId, 'Invalid API Key identifier specified');
  if (input.keyType !== 'API_KEY') throw badRequest('Usage Plan key type must be API_KEY');
  const stages = (one: PlanRecord) => (one.plan.apiStages ?? []).map(({ apiId, stage }) => `${apiId}:${stage}`);
  for (const other of call.state.plans.values()) {
    if (other.keys.has(key.id!) && (other === record || stages(other).some((stage) => stages(record).includes(stage)))) {
      throw conflict(`Usage Plan ${other.plan.id} already contains API Key ${key.id}`);
    }
  }
  record.keys.add(key.id!);
  return toldKey(key);
};

function keysOf(call: RestCall, { keys }: PlanRecord): ApiKey[] {
  return [...keys].flatMap((id) => call.state.keys.get(id) ?? []);
}

function keyOf(call: RestCall, usagePlanId: string | undefined, keyId: string | undefined): { record: PlanRecord; key: ApiKey } {
  const record = found(call.state.plans, usagePlanId, MISSING);
  const key = keysOf(call, record).find(({ id }) => id === keyId);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return { record, key };
}

export const GetUsagePlanKey: Operation<RestApisState, GetUsagePlanKeyRequest, UsagePlanKey, Local> = (input, call) =>
  toldKey(keyOf(call, input.usagePlanId, input.keyId).key);

export const GetUsagePlanKeys: Operation<RestApisState, GetUsagePlanKeysRequest, UsagePlanKeys, Local> = (input, call) => {
  const keys = keysOf(call, found(call.state.plans, input.usagePlanId, MISSING));
  return page(keys.filter(({ name }) => (name ?? '').startsWith(input.nameQuery ?? '')).map(toldKey), input);
};

export const DeleteUsagePlanKey: Operation<RestApisState, DeleteUsagePlanKeyRequest, void, Local> = (input, call) => {
  const { record, key } = keyOf(call, input.usagePlanId, input.keyId);
  record.keys.delete(key.id!);
};

function toldKey({ id, name, value }: ApiKey): UsagePlanKey {
  return { id, type: 'API_KEY', name, value };
}
