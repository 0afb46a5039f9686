import { AwsError } from '../../../aws-error.ts';
import type { AssumedRole } from '../../../principal.ts';
import { missingMembers } from '../../../wire/required.ts';
import { Failure, runtimeFailure } from '../asl/failure.ts';
import { isObject, type Json } from '../asl/json.ts';
import type { StatesCall } from '../local.ts';
import { lambdaFailure, payloadOf } from './function-error.ts';
import type { ServiceCall } from './resource.ts';
import { serviceFailure } from './service-error.ts';
import { toInput, toResult } from './shapes.ts';

type Operations = Record<string, (input: unknown) => Promise<unknown>>;

/** Calls a function that is named by its ARN: its answer is the result. Throws Failure. */
export async function invokeFunction(call: StatesCall, role: AssumedRole, functionArn: string, input: Json): Promise<Json> {
  const integration: ServiceCall = { ...LAMBDA, resource: functionArn };
  const payload = await callService(call, role, integration, { FunctionName: functionArn, Payload: input });
  return isObject(payload) ? (payload.Payload ?? null) : null;
}

const LAMBDA: ServiceCall = {
  kind: 'service',
  resourceType: 'lambda',
  resource: 'invoke',
  optimised: true,
  errorPrefix: 'Lambda',
  service: 'lambda',
  operation: 'Invoke',
  pattern: 'request',
};

/** Calls a service as a role. Throws Failure, with the error's name as Retry and Catch know it. */
export async function callService(call: StatesCall, role: AssumedRole, integration: ServiceCall, parameters: Json): Promise<Json> {
  const models = await Promise.all(call.local.services.get(integration.service)!.models.map((entry) => entry.load()));
  const model = models.find(({ operations }) => operations.has(integration.operation))!;
  const { input: inputShape, output: outputShape } = model.operations.get(integration.operation)!;
  const problems: string[] = [];
  const input = toInput(inputShape, prepared(integration, parameters), integration.optimised, problems);
  if (problems.length > 0) throw unusable(parameters, problems);
  const requestId = call.random.uuid();
  const missing = missingMembers(inputShape, input);
  try {
    if (missing.length > 0) throw missingMember(missing);
    const client = (call.as(role) as unknown as Record<string, Operations>)[integration.service]!;
    const output = await client[integration.operation]!(input);
    return await finished(integration, output, await toResult(outputShape, output));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw serviceFailure(error, integration, models, requestId);
  }
}

/** Before anything was called: a fault in the definition. */
export function unusable(parameters: Json, problems: readonly string[]): Failure {
  return runtimeFailure(`The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${problems.join(', ')}]`);
}

function missingMember(members: readonly string[]): AwsError {
  const said = members.map((member) => `Value null at '${member}' failed to satisfy constraint: Member must not be null`);
  return new AwsError(
    'ValidationException',
    `${members.length} validation error${members.length > 1 ? 's' : ''} detected: ${said.join('; ')}`,
    { status: 400 },
  );
}

/** Lambda is invoked for its answer, and with nothing but JSON. */
function prepared({ optimised, service }: ServiceCall, parameters: Json): Json {
  if (!optimised || service !== 'lambda' || !isObject(parameters)) return parameters;
  return { ...parameters, ...(parameters.Payload === undefined && { Payload: {} }) };
}

async function finished({ optimised, service }: ServiceCall, output: unknown, result: Json): Promise<Json> {
  if (!optimised || !isObject(result)) return result;
  if (service === 'lambda') {
    const payload = payloadOf(output);
    if (result.FunctionError !== undefined) throw lambdaFailure(payload);
    return { ...result, Payload: payload };
  }
  if (service === 'events' && typeof result.FailedEntryCount === 'number' && result.FailedEntryCount > 0)
    throw new Failure('EventBridge.FailedEntry', JSON.stringify(result));
  return result;
}
