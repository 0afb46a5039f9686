import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  SetSubscriptionAttributesInput,
} from '@aws-sdk/client-sns';
import { tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import { type FilterScope, parseFilterPolicy } from './filter-policy.ts';
import type { Local } from './local.ts';
import type { Protocol, SnsState, Subscription } from './state.ts';
import { subscriptionAt } from './topics.ts';

const SCOPES: readonly FilterScope[] = ['MessageAttributes', 'MessageBody'];
/** Known to SNS, not honoured here. */
const REFUSED = ['DeliveryPolicy', 'ReplayPolicy', 'ReplayStatus', 'SubscriptionRoleArn'];

/** Checks attributes that belong together. Throws InvalidParameter, NotImplemented. */
export function checkSubscriptionAttributes(attributes: ReadonlyMap<string, string>, protocol: Protocol): void {
  for (const [name, value] of attributes) {
    if (REFUSED.includes(name)) throw notImplemented(`sns subscription attribute ${name}`);
    switch (name) {
      case 'RawMessageDelivery':
        if (!/^(true|false)$/i.test(value)) throw invalidParameter(`RawMessageDelivery: Reason: ${value} is not a boolean`);
        if (value.toLowerCase() === 'true' && protocol !== 'sqs') {
          throw invalidParameter(
            `Attributes Reason: RawMessageDelivery: Reason: Delivery protocol [${protocol}] does not support raw message delivery.`,
          );
        }
        break;
      case 'FilterPolicy':
        parseFilterPolicy(value, scopeOf(attributes));
        break;
      case 'FilterPolicyScope':
        if (!SCOPES.some((scope) => scope === value)) {
          throw invalidParameter(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
        }
        break;
      case 'RedrivePolicy':
        checkRedrivePolicy(value);
        break;
      default:
        throw invalidParameter('AttributeName');
    }
  }
}

export function scopeOf(attributes: ReadonlyMap<string, string>): FilterScope {
  return attributes.get('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

/** The queue that gets what a subscription could not deliver. */
export function deadLetterArn({ attributes }: Subscription): string | undefined {
  const text = attributes.get('RedrivePolicy');
  return text === undefined ? undefined : JSON.parse(text).deadLetterTargetArn;
}

function checkRedrivePolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (cause) {
    throw invalidParameter('RedrivePolicy: failed to parse JSON.', cause);
  }
  const arn = typeof policy === 'object' && policy !== null && 'deadLetterTargetArn' in policy ? policy.deadLetterTargetArn : undefined;
  if (typeof arn === 'string' && tryParseArn(arn)?.service === 'sqs') return;
  throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
}

export const GetSubscriptionAttributes: Operation<SnsState, GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse, Local> = (
  input,
  call,
) => {
  const { arn, topicArn, owner, principal, protocol, endpoint, attributes, token } = subscriptionAt(call, input.SubscriptionArn);
  return {
    Attributes: {
      SubscriptionArn: arn,
      TopicArn: topicArn,
      Owner: owner,
      SubscriptionPrincipal: principal,
      Protocol: protocol,
      Endpoint: endpoint,
      PendingConfirmation: String(token !== undefined),
      ConfirmationWasAuthenticated: String(token === undefined),
      RawMessageDelivery: 'false',
      ...(attributes.has('FilterPolicy') && { FilterPolicyScope: 'MessageAttributes' }),
      ...Object.fromEntries(attributes),
    },
  };
};

/** Changes one attribute; an empty value takes it away. SNS API Reference, SetSubscriptionAttributes. */
export const SetSubscriptionAttributes: Operation<SnsState, SetSubscriptionAttributesInput, void, Local> = (input, call) => {
  const subscription = subscriptionAt(call, input.SubscriptionArn);
  const changed = new Map(subscription.attributes);
  const value = input.AttributeValue ?? '';
  if (value === '' || (input.AttributeName === 'FilterPolicy' && value === '{}')) changed.delete(input.AttributeName!);
  else changed.set(input.AttributeName!, value);
  checkSubscriptionAttributes(changed, subscription.protocol);
  subscription.attributes = changed;
};
