import { describe, expect, test } from 'vitest';
import type { DiagramEdge } from './graph.ts';
import { graphOf } from './read-graph.ts';
import type { Template, TemplateResource } from './template.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ref = (id: string) => ({ Ref: id });
const resource = (Type: string, Properties: Record<string, unknown> = {}): TemplateResource => ({ Type, Properties });
const fn = (more: Record<string, unknown> = {}) => resource('AWS::Lambda::Function', { Role: arn('Role'), ...more });
/** As the CDK writes what it substitutes in a definition. */
const placeholder = (name: string) => `\${${name}}`;
const role = resource('AWS::IAM::Role');
const policy = (...statements: { Action: unknown; Resource: unknown; Effect?: string }[]) =>
  resource('AWS::IAM::Policy', {
    Roles: [ref('Role')],
    PolicyDocument: { Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) },
  });

const said = ({ from, kind, to, label }: DiagramEdge) => `${from} ${kind} ${to}${label ? `: ${label.en}` : ''}`;
/** The arrows that are drawn, and below them those that are only listed. */
function arrowsOf(Resources: Template['Resources']) {
  const { edges } = graphOf({ Resources });
  return { drawn: edges.filter(({ drawn }) => drawn).map(said), listed: edges.filter(({ drawn }) => !drawn).map(said) };
}

describe('policies', () => {
  const table = resource('AWS::DynamoDB::Table');

  test('an arrow goes where the data goes', () => {
    const Policy = policy(
      { Action: 'dynamodb:PutItem', Resource: arn('Table') },
      { Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: arn('Table') },
    );
    expect(arrowsOf({ Table: table, Role: role, Fn: fn(), Policy })).toEqual({
      drawn: ['Fn write Table: PutItem', 'Table read Fn: GetItem, Query'],
      listed: [],
    });
  });

  test('what is denied is no arrow, and what is allowed on everything points at nothing', () => {
    const Policy = policy(
      { Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: arn('Table') },
      { Action: 'dynamodb:Put*', Resource: arn('Table'), Effect: 'Deny' },
      { Action: 's3:GetObject', Resource: '*' },
    );
    expect(arrowsOf({ Table: table, Bucket: resource('AWS::S3::Bucket'), Role: role, Fn: fn(), Policy }).drawn).toEqual([
      'Table read Fn: GetItem',
    ]);
  });

  test('an index is a node, and a policy on it an arrow from it', () => {
    const Table = resource('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [{ IndexName: 'ByMail', KeySchema: [{ AttributeName: 'mail', KeyType: 'HASH' }] }],
    });
    const Policy = policy({ Action: 'dynamodb:Query', Resource: { 'Fn::Join': ['', [arn('Table'), '/index/ByMail']] } });
    expect(arrowsOf({ Table, Role: role, Fn: fn(), Policy }).drawn).toEqual([
      'Table copy Table/index/ByMail: copied afterwards',
      'Table/index/ByMail read Fn: Query',
    ]);
  });

  test('knowing a name is not yet an arrow, taking messages from what one knows is', () => {
    const Queue = resource('AWS::SQS::Queue');
    const Policy = policy({ Action: 'sqs:ReceiveMessage', Resource: arn('Queue') });
    const knowing = fn({ Environment: { Variables: { QUEUE: ref('Queue') } } });
    expect(arrowsOf({ Queue, Role: role, Fn: knowing })).toEqual({ drawn: [], listed: ['Fn reference Queue'] });
    expect(arrowsOf({ Queue, Role: role, Fn: fn(), Policy })).toEqual({ drawn: [], listed: ['Queue permission Fn'] });
    expect(arrowsOf({ Queue, Role: role, Fn: knowing, Policy }).drawn).toEqual(['Queue read Fn']);
  });
});

describe('wiring', () => {
  test('a mapping is an arrow only while it is there, whatever the role allows', () => {
    const Queue = resource('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 } });
    const rest = {
      Queue,
      Dead: resource('AWS::SQS::Queue'),
      Role: role,
      Fn: fn(),
      Policy: policy({ Action: 'sqs:ReceiveMessage', Resource: arn('Queue') }),
    };
    const Mapping = resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Queue'), FunctionName: ref('Fn'), BatchSize: 10 });
    expect(arrowsOf({ ...rest, Mapping }).drawn).toEqual(['Queue deliver Dead: after 3 receipts', 'Queue deliver Fn: batches of 10']);
    expect(arrowsOf(rest)).toEqual({ drawn: ['Queue deliver Dead: after 3 receipts'], listed: ['Queue permission Fn'] });
    expect(graphOf({ Resources: { ...rest, Mapping } }).edges.find(({ id }) => id === 'Queue--Fn')?.reasons).toEqual([
      { resource: 'Mapping', path: 'Mapping', actions: [] },
      { resource: 'Policy', path: 'Policy', actions: ['sqs:ReceiveMessage'] },
    ]);
  });

  test('a function calls the API whose address it is told, and not one that it only knows by name', () => {
    const url = {
      'Fn::Join': ['', ['https://', ref('Prices'), '.execute-api.', ref('AWS::Region'), '.', ref('AWS::URLSuffix'), '/prod/']],
    };
    const rest = { Prices: resource('AWS::ApiGateway::RestApi'), Role: role };
    expect(arrowsOf({ ...rest, Fn: fn({ Environment: { Variables: { PRICES_URL: url } } }) }).drawn).toEqual(['Fn invoke Prices: HTTPS']);
    expect(arrowsOf({ ...rest, Fn: fn({ Environment: { Variables: { API: ref('Prices') } } }) }).drawn).toEqual([]);
  });

  test('where failures go, permissions are for that and not for the code', () => {
    const arrows = arrowsOf({
      Stream: resource('AWS::Kinesis::Stream'),
      Lost: resource('AWS::S3::Bucket'),
      Role: role,
      Fn: fn(),
      Policy: policy({ Action: ['s3:GetObject*', 's3:PutObject'], Resource: arn('Lost') }),
      Mapping: resource('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: arn('Stream'),
        FunctionName: ref('Fn'),
        DestinationConfig: { OnFailure: { Destination: arn('Lost') } },
      }),
    });
    expect(arrows).toEqual({ drawn: ['Stream deliver Fn', 'Fn deliver Lost: failures'], listed: ['Lost permission Fn: reads'] });
  });

  test('a bucket tells the rules and archives of the default bus where that is switched on', () => {
    const bucket = (EventBridgeEnabled: boolean) =>
      resource('AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled } } });
    const EventPattern = { detail: { bucket: { name: [ref('Loud'), ref('Silent'), ref('Off')] } } };
    const SourceArn = { 'Fn::Join': ['', ['arn:aws:events:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':event-bus/default']] };
    expect(
      arrowsOf({
        Loud: bucket(true),
        Silent: resource('AWS::S3::Bucket'),
        Off: bucket(false),
        Rule: resource('AWS::Events::Rule', { EventPattern }),
        Archive: resource('AWS::Events::Archive', { SourceArn, EventPattern }),
      }).drawn,
    ).toEqual(['Loud deliver Rule', 'Loud deliver Archive']);
  });

  test('events, topics, queues and alarms', () => {
    const arrows = arrowsOf({
      Bus: resource('AWS::Events::EventBus'),
      Rule: resource('AWS::Events::Rule', {
        EventBusName: ref('Bus'),
        EventPattern: { 'detail-type': ['OrderPlaced'] },
        Targets: [{ Arn: arn('Fn') }, { Arn: ref('Topic') }],
      }),
      Nightly: resource('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: arn('Fn'), RoleArn: arn('Role') },
      }),
      Topic: resource('AWS::SNS::Topic'),
      Queue: resource('AWS::SQS::Queue'),
      Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Endpoint: arn('Queue'), FilterPolicy: { kind: ['a'] } }),
      May: resource('AWS::SQS::QueuePolicy', {
        Queues: [ref('Queue')],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Resource: arn('Queue'),
              Condition: { ArnEquals: { 'aws:SourceArn': ref('Topic') } },
            },
          ],
        },
      }),
      Log: resource('AWS::Logs::LogGroup'),
      Fn: fn({ LoggingConfig: { LogGroup: ref('Log') } }),
      Role: role,
      Filter: resource('AWS::Logs::MetricFilter', {
        LogGroupName: ref('Log'),
        MetricTransformations: [{ MetricName: 'Errors', MetricNamespace: 'Shop' }],
      }),
      Alarm: resource('AWS::CloudWatch::Alarm', { MetricName: 'Errors', Namespace: 'Shop', AlarmActions: [ref('Topic')] }),
      Late: resource('AWS::CloudWatch::Alarm', {
        MetricName: 'Age',
        Namespace: 'AWS/SQS',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
      }),
    });
    expect(arrows.drawn).toEqual([
      'Bus deliver Rule: OrderPlaced',
      'Rule deliver Fn',
      'Rule deliver Topic',
      'Nightly deliver Fn: rate(1 day)',
      'Topic deliver Queue: filtered',
      'Fn watch Alarm: Errors',
      'Alarm deliver Topic: ALARM',
      'Queue watch Late: Age',
    ]);
    expect(arrows.listed).toEqual([]);
  });

  test('a state machine does what its definition says; its role only allows', () => {
    const definition = JSON.stringify({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Charge',
            States: {
              Charge: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke',
                Arguments: { FunctionName: placeholder('Charge') },
                Next: 'Note',
              },
            },
          },
          Next: 'Note',
        },
        Note: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', Arguments: { TableName: placeholder('Table') }, End: true },
      },
    });
    const machine = {
      Fn: fn(),
      Other: fn(),
      Table: resource('AWS::DynamoDB::Table'),
      Role: role,
      Policy: policy({ Action: 'lambda:InvokeFunction', Resource: [arn('Fn'), arn('Other')] }),
      Machine: resource('AWS::StepFunctions::StateMachine', {
        RoleArn: arn('Role'),
        DefinitionString: definition,
        DefinitionSubstitutions: { Charge: arn('Fn'), Table: ref('Table') },
      }),
    };
    const { Policy: _, ...unallowed } = machine;
    const arrows = arrowsOf({ ...machine, Fn: resource('AWS::Lambda::Function'), Other: resource('AWS::Lambda::Function') });
    expect(arrows).toEqual({
      drawn: ['Machine invoke Fn: Charge', 'Machine write Table: Note'],
      listed: ['Machine permission Other: InvokeFunction'],
    });
    expect(graphOf({ Resources: unallowed }).edges.find(({ id }) => id === 'Machine--Fn')?.reasons).toEqual([
      { resource: 'Machine', path: 'Machine', actions: [] },
    ]);
  });

  test('a load balancer reaches the service through its target group, a task’s role is the service’s', () => {
    const arrows = arrowsOf({
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer'),
      Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: ref('Balancer'),
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
      }),
      Group: resource('AWS::ElasticLoadBalancingV2::TargetGroup'),
      Task: resource('AWS::ECS::TaskDefinition', { TaskRoleArn: arn('Role') }),
      Service: resource('AWS::ECS::Service', { TaskDefinition: ref('Task'), LoadBalancers: [{ TargetGroupArn: ref('Group') }] }),
      Role: role,
      Bucket: resource('AWS::S3::Bucket'),
      Policy: policy({ Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [arn('Bucket'), '/*']] } }),
    });
    expect(arrows.drawn).toEqual(['Balancer deliver Service: :80', 'Service write Bucket: PutObject']);
  });
});

test('who may open connections to whom', () => {
  const { drawn } = arrowsOf({
    Server: resource('AWS::EC2::Instance', { SecurityGroupIds: [ref('Outer')] }),
    Database: resource('AWS::RDS::DBInstance', { VPCSecurityGroups: [ref('Inner')] }),
    Outer: resource('AWS::EC2::SecurityGroup'),
    Inner: resource('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ FromPort: 5432, SourceSecurityGroupId: ref('Outer') }] }),
  });
  expect(drawn).toEqual(['Server invoke Database: :5432']);
});

describe('nodes', () => {
  test('a type that no family knows stands under its own name', () => {
    const { nodes } = graphOf({ Resources: { Thing: resource('AWS::Braket::Computer') } });
    expect(nodes).toMatchObject([{ id: 'Thing', kind: { en: 'Braket Computer' }, icon: 'architecture-service/AWSCloudFormation' }]);
  });

  test('names are the last of the construct path, more where two share it', () => {
    const at = (path: string, type = 'AWS::S3::Bucket'): TemplateResource => ({ Type: type, Metadata: { 'aws:cdk:path': path } });
    const { nodes } = graphOf({
      Resources: {
        A1: at('lab/Shop/Files/Resource'),
        B2: at('lab/Blog/Files/Resource'),
        C3: at('lab/Trail/Resource'),
        UsersABCDEF01: { Type: 'AWS::S3::Bucket' },
      },
    });
    expect(nodes.map(({ name }) => name)).toEqual(['Shop/Files', 'Blog/Files', 'Trail', 'Users']);
  });

  test('subnets of one kind are one group in their network, and what stands in several stands in both', () => {
    const subnet = (name: string, open: boolean) =>
      resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), MapPublicIpOnLaunch: open, Tags: [{ Key: 'aws-cdk:subnet-name', Value: name }] });
    const { nodes, groups } = graphOf({
      Resources: {
        Vpc: resource('AWS::EC2::VPC'),
        Open1: subnet('Public', true),
        Open2: subnet('Public', true),
        Inner1: subnet('Private', false),
        Inner2: subnet('Private', false),
        Nat: resource('AWS::EC2::NatGateway', { SubnetId: ref('Open1') }),
        Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('Open1'), ref('Open2')] }),
        Places: resource('AWS::RDS::DBSubnetGroup', { SubnetIds: [ref('Inner1'), ref('Inner2')] }),
        Database: resource('AWS::RDS::DBInstance', { DBSubnetGroupName: ref('Places') }),
        Everywhere: fn({ VpcConfig: { SubnetIds: [ref('Open1'), ref('Inner1')] } }),
        Outside: resource('AWS::S3::Bucket'),
      },
    });
    expect(groups.map(({ id, kind, group, stands }) => [id, kind.en, group, stands])).toEqual([
      ['Vpc', 'VPC', undefined, ['Vpc']],
      ['Open1', 'public subnet × 2', 'Vpc', ['Open1', 'Open2']],
      ['Inner1', 'private subnet × 2', 'Vpc', ['Inner1', 'Inner2']],
    ]);
    expect(Object.fromEntries(nodes.map(({ id, group }) => [id, group]))).toEqual({
      Nat: 'Open1',
      Balancer: 'Open1',
      Database: 'Inner1',
      Everywhere: 'Vpc',
      Outside: undefined,
    });
  });
});
