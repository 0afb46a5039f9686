import type { ApiKey } from '@aws-sdk/client-api-gateway';
import { headerOf } from '../../../gateway/request.ts';
import type { PlanRecord } from '../state.ts';
import type { MethodExchange } from './exchange.ts';
import { GatewayRefusal } from './response-types.ts';

/** Holds a request to its stage's limits and, with an API key, to its usage plan's. Throws a refusal. */
export function checkUsage(exchange: MethodExchange, keyFromAuthorizer: string | undefined): void {
  const { method, request, log, apiId, stage, setting } = exchange;
  if (method.apiKeyRequired) {
    const value = exchange.definition.apiKeySource === 'AUTHORIZER' ? keyFromAuthorizer : headerOf(request.headers, 'x-api-key');
    checkKey(exchange, value);
  } else {
    log.info(
      `API Key  authorized because method '${method.httpMethod} ${exchange.resource.path}' does not require API Key. Request will not contribute to throttle or quota limits`,
    );
  }
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = setting;
  if (rate === undefined || burst === undefined) return;
  takeToken(exchange, `stage ${apiId}/${stage.stageName}/${exchange.resource.path}/${method.httpMethod}`, { rate, burst });
}

function checkKey(exchange: MethodExchange, value: string | undefined): void {
  const { call, context, log, request, apiId, stage } = exchange;
  log.info(
    `Verifying Usage Plan for request: ${request.id}. API Key: ${value === undefined ? '' : `*****${value.slice(-6)}`} API Stage: ${apiId}/${stage.stageName}`,
  );
  const key = [...call.state.keys.values()].find((one) => one.value === value && one.enabled);
  const plan = key && [...call.state.plans.values()].find((one) => one.keys.has(key.id!) && covers(one, apiId, stage.stageName));
  if (!key || !plan)
    throw new GatewayRefusal('INVALID_API_KEY', 'Forbidden', {
      logLine: 'API Key not authorized because it is missing, disabled, or in no usage plan of this API Stage',
    });
  Object.assign(context.identity as object, { apiKey: value, apiKeyId: key.id });
  checkPlan(exchange, plan, key);
  log.info(`Usage Plan check succeeded for API Key ${key.id} and API Stage ${apiId}/${stage.stageName}`);
}

function covers({ plan }: PlanRecord, apiId: string, stageName: string | undefined): boolean {
  return (plan.apiStages ?? []).some((one) => one.apiId === apiId && one.stage === stageName);
}

function checkPlan(exchange: MethodExchange, record: PlanRecord, key: ApiKey): void {
  const { call, apiId, stage, resource, method } = exchange;
  const { plan } = record;
  const own = plan.apiStages?.find((one) => one.apiId === apiId && one.stage === stage.stageName)?.throttle?.[
    `${resource.path}/${method.httpMethod}`
  ];
  for (const [name, limits] of [
    [`plan ${plan.id}/${key.id}`, plan.throttle],
    [`plan ${plan.id}/${key.id}/${resource.path}/${method.httpMethod}`, own],
  ] as const) {
    if (limits?.rateLimit === undefined && limits?.burstLimit === undefined) continue;
    takeToken(exchange, name, {
      rate: limits.rateLimit ?? Number.POSITIVE_INFINITY,
      burst: limits.burstLimit ?? Math.max(1, limits.rateLimit ?? 1),
    });
  }
  const { limit, period: length, offset = 0 } = plan.quota ?? {};
  if (limit === undefined) return;
  const period = periodOf(call.clock.now(), length);
  const before = record.used.get(key.id!);
  const requests = before?.period === period ? before.requests : offset;
  if (requests >= limit) throw new GatewayRefusal('QUOTA_EXCEEDED', 'Limit Exceeded');
  record.used.set(key.id!, { period, requests: requests + 1 });
  call.changed();
}

function takeToken({ call }: MethodExchange, name: string, limits: { rate: number; burst: number }): void {
  const taken = Number.isFinite(limits.rate) ? call.local.buckets.take(name, limits, call.clock.now()) : true;
  if (!taken) throw new GatewayRefusal('THROTTLED', 'Too Many Requests');
}

const DAY_MS = 86_400_000;

/** Periods begin at midnight UTC; weeks on Sunday. */
function periodOf(now: number, length: string | undefined): string {
  const day = Math.floor(now / DAY_MS);
  if (length === 'DAY') return `day ${day}`;
  if (length === 'WEEK') return `week ${Math.floor((day + 4) / 7)}`;
  return new Date(now).toISOString().slice(0, 7);
}
