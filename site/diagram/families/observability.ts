import { type Family, type Flow, folded, type Look, node, type ResourceView, same } from '../family.ts';
import { at, isRecord, listOf, references, textOf } from '../template.ts';

export const observability: Family = {
  'AWS::Logs::LogGroup': node('nhóm log', 'log group', 'AmazonCloudWatch', {
    // A log that belongs to one resource is part of it.
    usedBy: [
      { type: 'AWS::Lambda::Function', property: 'LoggingConfig.LogGroup' },
      { type: 'AWS::ECS::TaskDefinition', property: 'ContainerDefinitions.LogConfiguration.Options.awslogs-group' },
      { type: 'AWS::StepFunctions::StateMachine', property: 'LoggingConfiguration.Destinations.CloudWatchLogsLogGroup.LogGroupArn' },
      { type: 'AWS::CodeBuild::Project', property: 'LogsConfig.CloudWatchLogs.GroupName' },
    ],
  }),
  'AWS::Logs::LogStream': folded(['LogGroupName'], 'part of the log group'),
  'AWS::Logs::MetricFilter': folded(['LogGroupName'], 'it is an arrow'),
  'AWS::Logs::SubscriptionFilter': folded(['LogGroupName'], 'it is an arrow', {
    flows: ({ id, properties }) =>
      references(properties.LogGroupName).flatMap((from) =>
        references(properties.DestinationArn).map(
          (to): Flow => ({ from, to, kind: 'deliver', label: { vi: 'dòng log', en: 'log lines' }, resource: id }),
        ),
      ),
  }),
  'AWS::Logs::ResourcePolicy': folded([], 'it allows arrows'),
  'AWS::Logs::QueryDefinition': folded([], 'a saved question'),
  'AWS::CloudWatch::Alarm': node('cảnh báo', 'alarm', 'AmazonCloudWatch', { flows: alarm }),
  'AWS::CloudWatch::CompositeAlarm': node('cảnh báo ghép', 'composite alarm', 'AmazonCloudWatch', {
    flows: (composite) => [
      ...references(composite.properties.AlarmRule).map(
        (from): Flow => ({ from, to: composite.id, kind: 'watch', resource: composite.id }),
      ),
      ...actions(composite),
    ],
  }),
  'AWS::CloudWatch::Dashboard': folded([], 'it looks at everything and changes nothing'),
  'AWS::XRay::Group': folded([], 'a saved question'),
  'AWS::XRay::SamplingRule': folded([], 'a rule of tracing'),
  'AWS::Synthetics::Canary': node('canary', 'canary', 'AmazonCloudWatch'),
  'AWS::Budgets::Budget': node('ngân sách', 'budget', 'AWSBudgets', {
    flows: ({ id, properties }) =>
      at(properties, 'NotificationsWithSubscribers.Subscribers.Address')
        .flatMap(references)
        .map((to): Flow => ({ from: id, to, kind: 'deliver', resource: id })),
  }),
};

/** From what it measures, through a log's metric filter where there is one, to whom it tells. */
function alarm(resource: ResourceView, { all }: Look): Flow[] {
  const metrics = [resource.properties, ...at(resource.properties, 'Metrics.MetricStat.Metric')].filter(isRecord);
  const watched = metrics.flatMap((metric) => {
    const label = same(textOf(metric.MetricName));
    const measured = [...new Set(at(metric, 'Dimensions.Value').flatMap(references))];
    return [
      ...measured.map((from): Flow => ({ from, to: resource.id, kind: 'watch', label, resource: resource.id })),
      ...all
        .filter((other) => fills(other, metric))
        .flatMap((filter) =>
          references(filter.properties.LogGroupName).map(
            (from): Flow => ({ from, to: resource.id, kind: 'watch', label, resource: filter.id }),
          ),
        ),
    ];
  });
  return [...watched, ...actions(resource)];
}

function fills({ type, properties }: ResourceView, metric: Record<string, unknown>): boolean {
  return (
    type === 'AWS::Logs::MetricFilter' &&
    listOf(properties.MetricTransformations).some(
      (each) =>
        isRecord(each) &&
        textOf(each.MetricName) === textOf(metric.MetricName) &&
        textOf(each.MetricNamespace) === textOf(metric.Namespace),
    )
  );
}

const states = [
  ['AlarmActions', 'ALARM'],
  ['OKActions', 'OK'],
  ['InsufficientDataActions', 'INSUFFICIENT_DATA'],
] as const;

function actions({ id, properties }: ResourceView): Flow[] {
  return states.flatMap(([property, state]) =>
    references(properties[property]).map((to): Flow => ({ from: id, to, kind: 'deliver', label: same(state), resource: id })),
  );
}
