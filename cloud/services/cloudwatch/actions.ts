import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { AlarmCall } from './alarms.ts';
import { validation } from './errors.ts';
import { note } from './history.ts';
import { mailOf } from './mail.ts';
import { invocationOf, notificationOf, regionName } from './messages.ts';
import type { Alarm, AlarmState } from './state.ts';

const MOST_ACTIONS = 5;
const utf8 = new TextEncoder();

/** Throws ValidationError, and NotImplemented for actions other than topics and functions. */
export function checkActions(actions: readonly string[]): void {
  if (actions.length > MOST_ACTIONS) throw validation(`An alarm can have at most ${MOST_ACTIONS} actions for each state.`);
  for (const action of actions) {
    const service = tryParseArn(action)?.service;
    if (service === undefined) throw validation(`Invalid arn syntax: ${action}`);
    if (service !== 'sns' && service !== 'lambda') throw notImplemented(`cloudwatch alarm actions of ${service}`);
  }
}

/** Does what an alarm's new state asks for. An action that fails is noted in the history. */
export async function perform(call: AlarmCall, alarm: Alarm, before: AlarmState): Promise<void> {
  const { state } = alarm;
  const actions = { OK: alarm.okActions, ALARM: alarm.alarmActions, INSUFFICIENT_DATA: alarm.insufficientDataActions }[state.value];
  // Reason: what is sent tells of this state, whatever comes next.
  const event = invocationOf(call, alarm, before);
  const message = JSON.stringify({ default: notificationOf(call, alarm, before), email: mailOf(call, alarm, before) });
  for (const action of actions) {
    try {
      const { service, account, region } = tryParseArn(action)!;
      const source = { sourceArn: alarm.arn, sourceAccount: call.account };
      if (service === 'sns') {
        const { sns } = call.as({ type: 'service', service: 'cloudwatch.amazonaws.com', ...source }, { account, region });
        const Subject = `${state.value}: "${alarm.name}" in ${regionName(call.region)}`.slice(0, 100);
        await sns.Publish({ TopicArn: action, Subject, Message: message, MessageStructure: 'json' });
      } else {
        const { lambda } = call.as({ type: 'service', service: 'lambda.alarms.cloudwatch.amazonaws.com', ...source }, { account, region });
        await lambda.Invoke({ FunctionName: action, InvocationType: 'Event', Payload: utf8.encode(event) });
      }
      note(call, alarm, 'Action', `Successfully executed action ${action}`, {
        actionState: 'Succeeded',
        notificationResource: action,
        stateUpdate: state.value,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      note(call, alarm, 'Action', `Failed to execute action ${action}. Received error: "${error.message}"`, {
        actionState: 'Failed',
        notificationResource: action,
        stateUpdate: state.value,
        error: error.message,
      });
    }
  }
  call.changed();
}
