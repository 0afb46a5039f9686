import type { Text } from '../../../labs/contract.ts';
import { type Family, type Flow, folded, type Look, node, type ResourceView, same } from '../family.ts';
import { at, listOf, references, textOf } from '../template.ts';

export const events: Family = {
  'AWS::Events::EventBus': node('event bus', 'event bus', 'AmazonEventBridge'),
  'AWS::Events::Rule': node('quy tắc EventBridge', 'EventBridge rule', 'AmazonEventBridge', { flows: rule, declared: true }),
  'AWS::Events::EventBusPolicy': folded(['EventBusName'], 'it allows arrows'),
  'AWS::Events::Archive': node('kho lưu sự kiện', 'event archive', 'AmazonEventBridge', {
    flows: ({ id, properties }, look) => told(id, properties.SourceArn, properties.EventPattern, look),
  }),
  'AWS::Events::Connection': folded([], 'how a destination is reached'),
  'AWS::Events::ApiDestination': node('đích API', 'API destination', 'AmazonEventBridge'),
  'AWS::Scheduler::Schedule': node('lịch hẹn', 'schedule', 'AmazonEventBridge', { flows: schedule, declared: true }),
  'AWS::Scheduler::ScheduleGroup': folded([], 'its schedules stand for it'),
  'AWS::Pipes::Pipe': node('ống EventBridge', 'EventBridge pipe', 'AmazonEventBridge', { flows: pipe, declared: true }),
};

function rule({ id, properties }: ResourceView, look: Look): Flow[] {
  const { EventBusName, EventPattern, ScheduleExpression } = properties;
  const label = ScheduleExpression === undefined ? undefined : same(textOf(ScheduleExpression));
  const targets = listOf(properties.Targets).flatMap((target) => [
    ...at(target, 'Arn')
      .flatMap(references)
      .map((to): Flow => ({ from: id, to, kind: 'deliver', ...(label && { label }), resource: id })),
    ...failuresOf(id, target),
  ]);
  return [...told(id, EventBusName, EventPattern, look), ...targets];
}

/** Who tells a rule or an archive: its bus; on the default bus, what the pattern names of the template and tells EventBridge. */
function told(id: string, bus: unknown, pattern: unknown, look: Look): Flow[] {
  // Reason: the default bus is named by account and region alone.
  const buses = references(bus).filter((name) => !name.startsWith('AWS::'));
  const named = references(pattern).filter((name) => !isSilent(look.get(name)));
  const label = patternLabel(pattern);
  return (buses.length > 0 ? buses : named).map((from) => ({ from, to: id, kind: 'deliver', ...(label && { label }), resource: id }));
}

/** A bucket tells EventBridge nothing unless that is switched on. */
function isSilent(resource: ResourceView | undefined): boolean {
  if (resource?.type !== 'AWS::S3::Bucket') return false;
  return !at(resource.properties, 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled').includes(true);
}

function patternLabel(pattern: unknown): Text | undefined {
  const types = at(pattern, 'detail-type').filter((type) => typeof type === 'string');
  return types.length > 0 && types.length < 3 ? same(types.join(', ')) : undefined;
}

function schedule({ id, properties }: ResourceView): Flow[] {
  const label = same(textOf(properties.ScheduleExpression));
  const to = at(properties, 'Target.Arn').flatMap(references);
  return [
    ...to.map((target): Flow => ({ from: id, to: target, kind: 'deliver', label, resource: id })),
    ...failuresOf(id, properties.Target),
  ];
}

function pipe({ id, properties }: ResourceView): Flow[] {
  return [
    ...references(properties.Source).map((from): Flow => ({ from, to: id, kind: 'deliver', resource: id })),
    ...references(properties.Enrichment).map(
      (to): Flow => ({ from: id, to, kind: 'invoke', label: { vi: 'làm giàu', en: 'enrich' }, resource: id }),
    ),
    ...references(properties.Target).map((to): Flow => ({ from: id, to, kind: 'deliver', resource: id })),
  ];
}

function failuresOf(from: string, target: unknown): Flow[] {
  return at(target, 'DeadLetterConfig.Arn')
    .flatMap(references)
    .map((to): Flow => ({ from, to, kind: 'deliver', label: { vi: 'thất bại', en: 'failures' }, resource: from, failure: true }));
}
