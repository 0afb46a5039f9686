import type * as sdk from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import { busAt, type EventsOperation } from './buses.ts';
import { notFound, validation } from './errors.ts';
import type { EventBus, PolicyStatement } from './state.ts';

const MOST_BYTES = 10_240;

/** The bus's resource policy as JSON; undefined where it has none. */
export function policyOf({ statements }: Pick<EventBus, 'statements'>): string | undefined {
  return statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Sets the bus's whole policy, or adds one statement. Throws PolicyLengthExceededException. EventBridge API Reference, PutPermission. */
export const PutPermission: EventsOperation<sdk.PutPermissionRequest, void> = (input, call) => {
  const bus = busAt(call, input.EventBusName);
  const statements = input.Policy !== undefined ? wholePolicy(input.Policy) : withStatement(bus, input);
  const size = policyOf({ statements })?.length ?? 0;
  if (size > MOST_BYTES)
    throw new AwsError('PolicyLengthExceededException', `The policy is ${size} bytes long, more than the limit of ${MOST_BYTES}.`);
  bus.statements = statements;
  bus.modifiedAt = call.clock.now();
};

function wholePolicy(text: string): PolicyStatement[] {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'Statement' in policy) return [policy.Statement].flat() as PolicyStatement[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw validation('This policy contains invalid Json');
}

function withStatement(bus: EventBus, input: sdk.PutPermissionRequest): PolicyStatement[] {
  const { StatementId: Sid, Action, Principal, Condition } = input;
  refuseViolations('ValidationException', [
    lengthWithin('statementId', Sid, 1, 64),
    matching('statementId', Sid, '[a-zA-Z0-9-_]+'),
    matching('action', Action, 'events:[a-zA-Z]+'),
    matching('principal', Principal, '(\\d{12}|\\*)'),
  ]);
  if (Sid === undefined) throw validation('Parameter StatementId must not be null.');
  if (Action === undefined) throw validation('Parameter Action must not be null.');
  if (Principal === undefined) throw validation('Parameter Principal must not be null.');
  if (Action !== 'events:PutEvents') throw validation("Provided value in parameter 'action' is not supported.");
  const statement: PolicyStatement = {
    Sid,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
    ...(Condition && { Condition: { [Condition.Type!]: { [Condition.Key!]: Condition.Value } } }),
  };
  return [...bus.statements.filter((one) => one.Sid !== Sid), statement];
}

/** Takes one statement out of the bus's policy, or all. Throws ResourceNotFoundException. EventBridge API Reference, RemovePermission. */
export const RemovePermission: EventsOperation<sdk.RemovePermissionRequest, void> = (input, call) => {
  const bus = busAt(call, input.EventBusName);
  if (input.RemoveAllPermissions) {
    bus.statements = [];
    return;
  }
  if (bus.statements.length === 0) throw notFound('EventBus does not have a policy.');
  const left = bus.statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (left.length === bus.statements.length) throw notFound('Statement with the provided id does not exist.');
  bus.statements = left;
};
