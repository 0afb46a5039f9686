import type { PriceId } from './prices.ts';

/** A resource as it stands in a template. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}
export interface Template {
  Resources?: Record<string, TemplateResource>;
}

/** Of which price, how many units; undefined where the template does not say it in figures. */
export type Standing = readonly (readonly [PriceId, number | undefined])[];
type Rule = (properties: Record<string, unknown>, template: Template) => Standing;

/** What a type of resource costs while nobody uses it. Requests, invocations and stored data are not in it. */
export const IDLE_RULES: Readonly<Record<string, Rule>> = {
  'AWS::Kinesis::Stream': ({ ShardCount, StreamModeDetails }) =>
    record(StreamModeDetails).StreamMode === 'ON_DEMAND' || ShardCount === undefined
      ? [['kinesis.on-demand-stream', 1]]
      : [['kinesis.shard', figure(ShardCount)]],
  'AWS::DynamoDB::Table': ({ BillingMode, ProvisionedThroughput, GlobalSecondaryIndexes }) => {
    if (BillingMode === 'PAY_PER_REQUEST') return [];
    const indexes = Array.isArray(GlobalSecondaryIndexes) ? GlobalSecondaryIndexes.map((index) => record(index).ProvisionedThroughput) : [];
    return [ProvisionedThroughput, ...indexes].map(record).flatMap(
      ({ ReadCapacityUnits, WriteCapacityUnits }): Standing => [
        ['dynamodb.read-unit', figure(ReadCapacityUnits)],
        ['dynamodb.write-unit', figure(WriteCapacityUnits)],
      ],
    );
  },
  'AWS::ECS::Service': ({ DesiredCount = 1, TaskDefinition }, template) => {
    const task = record(template.Resources?.[String(record(TaskDefinition).Ref)]?.Properties);
    const arm = record(task.RuntimePlatform).CpuArchitecture === 'ARM64';
    const count = figure(DesiredCount);
    return [
      [arm ? 'fargate.vcpu-arm' : 'fargate.vcpu', times(count, figure(task.Cpu), 1 / 1024)],
      [arm ? 'fargate.gb-arm' : 'fargate.gb', times(count, figure(task.Memory), 1 / 1024)],
    ];
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ Scheme, Subnets }) => [
    ['elb.application', 1],
    // A public load balancer has an address in each of its subnets.
    ...(Scheme === 'internal' ? [] : ([['vpc.public-ipv4', Array.isArray(Subnets) ? Subnets.length : undefined]] as const)),
  ],
  'AWS::EC2::NatGateway': () => [['vpc.nat-gateway', 1]],
  'AWS::EC2::EIP': () => [['vpc.public-ipv4', 1]],
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType, SubnetIds }) =>
    VpcEndpointType === 'Interface' ? [['vpc.interface-endpoint', Array.isArray(SubnetIds) ? SubnetIds.length : undefined]] : [],
  'AWS::SecretsManager::Secret': () => [['secretsmanager.secret', 1]],
  'AWS::CloudWatch::Alarm': () => [['cloudwatch.alarm', 1]],
  'AWS::KMS::Key': () => [['kms.key', 1]],
  'AWS::Route53::HostedZone': () => [['route53.hosted-zone', 1]],
  'AWS::WAFv2::WebACL': ({ Rules }) => [
    ['wafv2.web-acl', 1],
    ['wafv2.rule', Array.isArray(Rules) ? Rules.length : 0],
  ],
};

/** Properties that make a type cost something that no rule above prices. */
export const UNPRICED_IF: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Stage': ['CacheClusterEnabled'],
  'AWS::Lambda::Alias': ['ProvisionedConcurrencyConfig'],
  'AWS::Lambda::Version': ['ProvisionedConcurrencyConfig'],
};

/** Types that cost nothing while nobody uses them; by their first two parts, or whole. */
const FREE = new Set([
  'AWS::IAM',
  'AWS::Lambda',
  'AWS::Logs',
  'AWS::S3',
  'AWS::SNS',
  'AWS::SQS',
  'AWS::SSM',
  'AWS::Events',
  'AWS::Scheduler',
  'AWS::StepFunctions',
  'AWS::ApiGateway',
  'AWS::ApiGatewayV2',
  'AWS::CloudFront',
  'AWS::Cognito',
  'AWS::CertificateManager',
  'AWS::ECR',
  'AWS::XRay',
  'AWS::CDK',
  'AWS::CloudFormation',
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::EC2::RouteTable',
  'AWS::EC2::Route',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::KMS::Alias',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::CloudWatch::Dashboard',
  'AWS::Budgets',
]);

export function isFreeWhenIdle(type: string): boolean {
  return FREE.has(type) || FREE.has(type.split('::').slice(0, 2).join('::'));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A figure; undefined for an intrinsic function. */
function figure(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function times(...factors: (number | undefined)[]): number | undefined {
  return factors.reduce((product, factor) => (product === undefined || factor === undefined ? undefined : product * factor), 1);
}
