import type * as sdk from '@aws-sdk/client-eventbridge';
import { tryParseArn } from '../../arn.ts';
import { refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { alreadyExists, invalidToken, limitExceeded, notFound, validation } from './errors.ts';
import { policyOf } from './permissions.ts';
import type { EventBus, EventsState, Local, Rule } from './state.ts';
import { tagMap } from './tags.ts';

export type EventsCall = Call<EventsState, Local>;
export type EventsOperation<Input, Output> = Operation<EventsState, Input, Output, Local>;

type Place = Pick<EventsCall, 'account' | 'region'>;

export const DEFAULT_BUS = 'default';
export const MOST_RESULTS = 100;
const MOST_BUSES = 100;
/** Nothing honours them. */
const REFUSED = ['KmsKeyIdentifier', 'DeadLetterConfig', 'LogConfig'];

export function busArn({ account, region }: Place, name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

/** The ARN that a name stands for; an ARN stands for itself. */
export function busArnOf(place: Place, nameOrArn: string = DEFAULT_BUS): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : busArn(place, nameOrArn);
}

export function busNameOf(nameOrArn: string = DEFAULT_BUS): string {
  return nameOrArn.startsWith('arn:') ? (tryParseArn(nameOrArn)?.resource.replace(/^event-bus\//, '') ?? nameOrArn) : nameOrArn;
}

/** A bus of this account and region; undefined where there is none. The default one is there from the beginning. */
export function findBus(call: EventsCall, nameOrArn: string | undefined): EventBus | undefined {
  const name = busNameOf(nameOrArn);
  if (busArnOf(call, nameOrArn) !== busArn(call, name)) return undefined;
  return call.state.buses.get(name) ?? (name === DEFAULT_BUS ? newBus(call, name) : undefined);
}

/** Throws ResourceNotFoundException. */
export function busAt(call: EventsCall, nameOrArn: string | undefined): EventBus {
  const bus = findBus(call, nameOrArn);
  if (bus) return bus;
  throw notFound(`Event bus ${busNameOf(nameOrArn)} does not exist.`);
}

/** Throws ResourceNotFoundException. */
export function ruleAt(call: EventsCall, busName: string | undefined, name: string): { bus: EventBus; rule: Rule } {
  const bus = busAt(call, busName);
  const rule = bus.rules.get(name);
  if (rule) return { bus, rule };
  throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
}

function newBus(call: EventsCall, name: string): EventBus {
  const now = call.clock.now();
  const bus: EventBus = {
    name,
    arn: busArn(call, name),
    createdAt: now,
    modifiedAt: now,
    statements: [],
    tags: new Map(),
    rules: new Map(),
  };
  call.state.buses.set(name, bus);
  call.changed();
  return bus;
}

/** Throws ResourceAlreadyExistsException, LimitExceededException, ValidationException. EventBridge API Reference, CreateEventBus. */
export const CreateEventBus: EventsOperation<sdk.CreateEventBusRequest, sdk.CreateEventBusResponse> = (input, call) => {
  refuseMembers('events CreateEventBus', input, [...REFUSED, 'EventSourceName']);
  const name = input.Name!;
  refuseViolations('ValidationException', [
    lengthWithin('name', name, 1, 256),
    matching('name', name, '[/\\.\\-_A-Za-z0-9]+'),
    lengthWithin('description', input.Description, 0, 512),
  ]);
  if (name.includes('/')) throw validation("Event bus name must not contain '/'.");
  if (name === DEFAULT_BUS || call.state.buses.has(name)) throw alreadyExists(`Event bus ${name} already exists.`);
  if (call.state.buses.size >= MOST_BUSES) throw limitExceeded();
  const tags = tagMap(input.Tags, call.principal);
  const bus = newBus(call, name);
  bus.tags = tags;
  if (input.Description !== undefined) bus.description = input.Description;
  return { EventBusArn: bus.arn, ...(bus.description !== undefined && { Description: bus.description }) };
};

export const UpdateEventBus: EventsOperation<sdk.UpdateEventBusRequest, sdk.UpdateEventBusResponse> = (input, call) => {
  refuseMembers('events UpdateEventBus', input, REFUSED);
  refuseViolations('ValidationException', [lengthWithin('description', input.Description, 0, 512)]);
  const bus = busAt(call, input.Name);
  if (input.Description !== undefined) bus.description = input.Description;
  bus.modifiedAt = call.clock.now();
  return { Arn: bus.arn, Name: bus.name, ...(bus.description !== undefined && { Description: bus.description }) };
};

export const DescribeEventBus: EventsOperation<sdk.DescribeEventBusRequest, sdk.DescribeEventBusResponse> = (input, call) =>
  summary(busAt(call, input.Name));

export const ListEventBuses: EventsOperation<sdk.ListEventBusesRequest, sdk.ListEventBusesResponse> = (input, call) => {
  findBus(call, DEFAULT_BUS);
  const found = [...call.state.buses.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const page = { token: input.NextToken, size: input.Limit ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { EventBuses: items.map(summary), ...(next !== undefined && { NextToken: next }) };
};

/** A bus that is not there is deleted without a word; one with rules is not. EventBridge API Reference, DeleteEventBus. */
export const DeleteEventBus: EventsOperation<sdk.DeleteEventBusRequest, void> = (input, call) => {
  const name = busNameOf(input.Name);
  if (name === DEFAULT_BUS) throw validation(`Cannot delete event bus ${name}.`);
  const bus = call.state.buses.get(name);
  if (bus && bus.rules.size > 0) throw validation(`Cannot delete event bus ${name} because it has rules.`);
  call.state.buses.delete(name);
};

function summary(bus: EventBus) {
  const Policy = policyOf(bus);
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...(bus.description !== undefined && { Description: bus.description }),
    ...(Policy !== undefined && { Policy }),
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.modifiedAt),
  };
}
