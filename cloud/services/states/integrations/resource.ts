import { tryParseArn } from '../../../arn.ts';
import type { Local } from '../local.ts';
import { OPTIMISED, SDK_NAMES } from './catalogue.ts';

/** What a Task's Resource means. */
export type Integration = { kind: 'lambda'; functionArn: string } | { kind: 'activity'; activityArn: string } | ServiceCall;

export interface ServiceCall {
  kind: 'service';
  /** `sqs` or `aws-sdk:sqs`. */
  resourceType: string;
  /** `sendMessage.waitForTaskToken` */
  resource: string;
  /** Optimised integrations take objects where the API takes JSON texts. */
  optimised: boolean;
  /** The name that errors begin with: `DynamoDB`, or `DynamoDb` for `aws-sdk`. */
  errorPrefix: string;
  /** The service's name in the cloud. */
  service: string;
  operation: string;
  pattern: 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';
}

/** Why a Resource is refused: it means nothing on AWS either, or it is not here. */
export type Refusal = { invalid: string } | { unsupported: string };

const SERVICE_ARN = /^arn:aws:states:[a-z0-9-]*:\d*:(aws-sdk:[a-z0-9]+|[a-z0-9-]+):([A-Za-z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;

/** Reads a Task's Resource. */
export function integrationOf(resource: string, { services }: Pick<Local, 'services'>): Integration | Refusal {
  const arn = tryParseArn(resource);
  if (!arn) return { invalid: 'Resource must be an ARN' };
  if (arn.service === 'lambda' && arn.resource.startsWith('function:')) return { kind: 'lambda', functionArn: resource };
  if (arn.service === 'states' && arn.resource.startsWith('activity:')) return { kind: 'activity', activityArn: resource };
  const found = SERVICE_ARN.exec(resource);
  if (!found) return { invalid: 'The resource provided is not recognized' };
  const [, resourceType, action, pattern = 'request'] = found as unknown as [string, string, string, ServiceCall['pattern'] | undefined];
  const call = resourceType.startsWith('aws-sdk:') ? sdkCall(resourceType.slice(8), action) : optimisedCall(resourceType, action, pattern);
  const full = `${resourceType}:${action}${pattern === 'request' ? '' : `.${pattern}`}`;
  if (!call) return { unsupported: `the service integration ${full}` };
  if (resourceType.startsWith('aws-sdk:') && pattern.startsWith('sync')) return { invalid: 'The resource provided is not recognized' };
  if (!services.get(call.service)?.operations.has(call.operation))
    return { unsupported: `the service integration ${full}: there is no ${call.service} ${call.operation}` };
  return {
    kind: 'service',
    resourceType,
    resource: resource.slice(resource.indexOf(resourceType) + resourceType.length + 1),
    pattern,
    ...call,
  };
}

type Called = Pick<ServiceCall, 'optimised' | 'errorPrefix' | 'service' | 'operation'>;

function sdkCall(name: string, action: string): Called | undefined {
  const known = SDK_NAMES[name];
  if (!known) return undefined;
  const [errorPrefix, service = name] = known;
  return { optimised: false, errorPrefix, service, operation: action[0]!.toUpperCase() + action.slice(1) };
}

function optimisedCall(name: string, action: string, pattern: ServiceCall['pattern']): Called | undefined {
  const known = OPTIMISED[name];
  const patterns = known?.actions[action];
  if (!known || !patterns?.includes(pattern)) return undefined;
  return { optimised: true, errorPrefix: known.errorPrefix, service: name, operation: action[0]!.toUpperCase() + action.slice(1) };
}
