import type * as sdk from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations } from '../../constraints.ts';
import { pageAfter } from '../../page.ts';
import { busAt, DEFAULT_BUS, type EventsCall, type EventsOperation, findBus, MOST_RESULTS, ruleAt } from './buses.ts';
import { invalidToken, limitExceeded, validation } from './errors.ts';
import { matches } from './pattern/matching.ts';
import { parsePattern } from './pattern/pattern.ts';
import { arm, disarm, isSchedule } from './schedules.ts';
import type { EventBus, Rule } from './state.ts';
import { tagMap } from './tags.ts';

const MOST_RULES = 300;
const WITH_MANAGEMENT_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export function ruleArn({ account, region }: Pick<EventsCall, 'account' | 'region'>, busName: string, name: string): string {
  return `arn:aws:events:${region}:${account}:rule/${busName === DEFAULT_BUS ? '' : `${busName}/`}${name}`;
}

/**
 * Makes a rule or replaces one: what is left out is then gone; targets and tags stay. Throws
 * InvalidEventPatternException, LimitExceededException, ValidationException. EventBridge API Reference, PutRule.
 */
export const PutRule: EventsOperation<sdk.PutRuleRequest, sdk.PutRuleResponse> = (input, call) => {
  const bus = busAt(call, input.EventBusName);
  const name = input.Name!;
  checkSettings(input, bus);
  if (input.RoleArn !== undefined) passRole(call, input.RoleArn);
  const present = bus.rules.get(name);
  if (!present && bus.rules.size >= MOST_RULES) throw limitExceeded();
  const now = call.clock.now();
  const rule: Rule = {
    name,
    arn: ruleArn(call, bus.name, name),
    busName: bus.name,
    ...(input.EventPattern !== undefined && { pattern: input.EventPattern }),
    ...(input.ScheduleExpression !== undefined && { schedule: input.ScheduleExpression }),
    state: input.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
    createdBy: present?.createdBy ?? call.account,
    tags: present?.tags ?? tagMap(input.Tags, call.principal),
    targets: present?.targets ?? new Map(),
    scheduledFrom: present && present.schedule === input.ScheduleExpression && present.state === 'ENABLED' ? present.scheduledFrom : now,
  };
  bus.rules.set(name, rule);
  arm(call, rule);
  return { RuleArn: rule.arn };
};

function checkSettings(input: sdk.PutRuleRequest, bus: EventBus): void {
  refuseViolations('ValidationException', [
    lengthWithin('name', input.Name, 1, 64),
    matching('name', input.Name, '[\\.\\-_A-Za-z0-9]+'),
    lengthWithin('description', input.Description, 0, 512),
    oneOf('state', input.State, ['ENABLED', 'DISABLED', WITH_MANAGEMENT_EVENTS]),
    lengthWithin('scheduleExpression', input.ScheduleExpression, 0, 256),
  ]);
  if (input.State === WITH_MANAGEMENT_EVENTS) throw notImplemented(`events PutRule with State ${WITH_MANAGEMENT_EVENTS}`);
  if (!input.EventPattern && !input.ScheduleExpression)
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (input.ScheduleExpression !== undefined) {
    if (bus.name !== DEFAULT_BUS) throw validation('ScheduleExpression is supported only on the default event bus.');
    if (!isSchedule(input.ScheduleExpression)) throw validation('Parameter ScheduleExpression is not valid.');
  }
  if (input.EventPattern !== undefined) checkPattern(input.EventPattern);
}

const LONGEST_PATTERN = 4096;

/** Throws InvalidEventPatternException, ValidationException. */
export function checkPattern(text: string): void {
  refuseViolations('ValidationException', [lengthWithin('eventPattern', text, 0, LONGEST_PATTERN)]);
  parsePattern(text);
}

/** The caller must be allowed to pass the role. */
export function passRole(call: EventsCall, roleArn: string): void {
  refuseViolations('ValidationException', [matching('roleArn', roleArn, 'arn:aws[a-z-]*:iam::\\d{12}:role\\/.+')]);
  call.authorize({ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'events.amazonaws.com' } });
}

export const EnableRule: EventsOperation<sdk.EnableRuleRequest, void> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Name!);
  if (rule.state === 'DISABLED') rule.scheduledFrom = call.clock.now();
  rule.state = 'ENABLED';
  arm(call, rule);
};

export const DisableRule: EventsOperation<sdk.DisableRuleRequest, void> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Name!);
  rule.state = 'DISABLED';
  arm(call, rule);
};

export const DescribeRule: EventsOperation<sdk.DescribeRuleRequest, sdk.DescribeRuleResponse> = (input, call) => {
  const { rule } = ruleAt(call, input.EventBusName, input.Name!);
  return { ...summary(rule), CreatedBy: rule.createdBy };
};

export const ListRules: EventsOperation<sdk.ListRulesRequest, sdk.ListRulesResponse> = (input, call) => {
  const { rules } = busAt(call, input.EventBusName);
  const found = [...rules.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { Rules: items.map(summary), ...(next !== undefined && { NextToken: next }) };
};

export const ListRuleNamesByTarget: EventsOperation<sdk.ListRuleNamesByTargetRequest, sdk.ListRuleNamesByTargetResponse> = (
  input,
  call,
) => {
  const found = [...busAt(call, input.EventBusName).rules.values()].filter(({ targets }) =>
    [...targets.values()].some(({ Arn }) => Arn === input.TargetArn),
  );
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { RuleNames: items.map(({ name }) => name), ...(next !== undefined && { NextToken: next }) };
};

/** A rule with targets stays; Force is for rules that services manage, of which there are none. EventBridge API Reference, DeleteRule. */
export const DeleteRule: EventsOperation<sdk.DeleteRuleRequest, void> = (input, call) => {
  const bus = findBus(call, input.EventBusName);
  const rule = bus?.rules.get(input.Name!);
  if (!bus || !rule) return;
  if (rule.targets.size > 0) throw validation("Rule can't be deleted since it has targets.");
  disarm(call, rule.arn);
  bus.rules.delete(rule.name);
};

/** What an event must have for TestEventPattern. */
const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** Throws InvalidEventPatternException, ValidationException. EventBridge API Reference, TestEventPattern. */
export const TestEventPattern: EventsOperation<sdk.TestEventPatternRequest, sdk.TestEventPatternResponse> = (input) => {
  let event: unknown;
  try {
    event = JSON.parse(input.Event!);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (typeof event !== 'object' || event === null || REQUIRED.some((name) => !Object.hasOwn(event, name)))
    throw validation('Parameter Event is not valid.');
  return { Result: matches(parsePattern(input.EventPattern!), event) };
};

function summary(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    ...(rule.pattern !== undefined && { EventPattern: rule.pattern }),
    ...(rule.schedule !== undefined && { ScheduleExpression: rule.schedule }),
    State: rule.state,
    ...(rule.description !== undefined && { Description: rule.description }),
    ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
    EventBusName: rule.busName,
  };
}
