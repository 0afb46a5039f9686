/** One quota of AWS as an account has it from the beginning. */
export interface Quota {
  serviceCode: string;
  code: string;
  name: string;
  value: number;
  /** Values that differ by region. */
  byRegion?: Readonly<Record<string, number>>;
  unit?: string;
  /** One value for all regions. */
  global?: boolean;
  adjustable?: boolean;
}

/** Concurrent executions of functions in an account and region. */
export const LAMBDA_CONCURRENCY = 'L-B99A9384';
/** What AWS gives a new account of the above until it is used more. Lambda Developer Guide, "Lambda quotas". */
export const NEW_ACCOUNT_CONCURRENCY = 10;

export const SERVICE_NAMES: Readonly<Record<string, string>> = {
  apigateway: 'Amazon API Gateway',
  cloudformation: 'AWS CloudFormation',
  dynamodb: 'Amazon DynamoDB',
  ec2: 'Amazon Elastic Compute Cloud (Amazon EC2)',
  iam: 'AWS Identity and Access Management (IAM)',
  kinesis: 'Amazon Kinesis Data Streams',
  lambda: 'AWS Lambda',
  logs: 'Amazon CloudWatch Logs',
  s3: 'Amazon Simple Storage Service (Amazon S3)',
  vpc: 'Amazon Virtual Private Cloud (Amazon VPC)',
};

const MANY_SHARDS = { 'us-east-1': 20_000, 'us-west-2': 20_000, 'eu-west-1': 20_000 };

/** The quotas that labs come near to, with AWS's codes and default values as of 2026-11. AWS General Reference, "Service endpoints and quotas". */
export const QUOTAS: readonly Quota[] = [
  { serviceCode: 'apigateway', code: 'L-AA0FF27B', name: 'Regional APIs', value: 600, adjustable: false },
  { serviceCode: 'apigateway', code: 'L-1D180A63', name: 'API keys', value: 10_000, adjustable: false },
  { serviceCode: 'apigateway', code: 'L-8A5B8E43', name: 'Throttle rate', value: 10_000 },
  { serviceCode: 'cloudformation', code: 'L-0485CB21', name: 'Stack count', value: 2_000 },
  { serviceCode: 'dynamodb', code: 'L-F98FE922', name: 'Maximum number of tables', value: 2_500 },
  { serviceCode: 'dynamodb', code: 'L-F7858A77', name: 'Global Secondary Indexes per table', value: 20 },
  { serviceCode: 'ec2', code: 'L-0263D0A3', name: 'EC2-VPC Elastic IPs', value: 5 },
  { serviceCode: 'ec2', code: 'L-1216C47A', name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', value: 5 },
  { serviceCode: 'iam', code: 'L-FE177D64', name: 'Roles per account', value: 1_000, global: true },
  { serviceCode: 'kinesis', code: 'L-0918CF54', name: 'Shards per Region', value: 1_000, byRegion: MANY_SHARDS },
  { serviceCode: 'lambda', code: LAMBDA_CONCURRENCY, name: 'Concurrent executions', value: 1_000 },
  { serviceCode: 'lambda', code: 'L-2ACBD22F', name: 'Function and layer storage', value: 75, unit: 'Gigabytes' },
  { serviceCode: 'logs', code: 'L-C7B9AAAB', name: 'Log groups', value: 1_000_000 },
  { serviceCode: 's3', code: 'L-DC2B2D3D', name: 'General purpose buckets', value: 10_000, global: true },
  { serviceCode: 'vpc', code: 'L-F678F1CE', name: 'VPCs per Region', value: 5 },
  { serviceCode: 'vpc', code: 'L-A4707A72', name: 'Internet gateways per Region', value: 5 },
  { serviceCode: 'vpc', code: 'L-DF5E4CA3', name: 'Network interfaces per Region', value: 5_000 },
  { serviceCode: 'vpc', code: 'L-E79EC296', name: 'VPC security groups per Region', value: 2_500 },
  { serviceCode: 'vpc', code: 'L-FE5A380F', name: 'NAT gateways per Availability Zone', value: 5 },
];

/** What AWS gives by default of a quota of the table above. */
export function defaultQuota(code: string, region: string): number {
  const quota = QUOTAS.find((one) => one.code === code);
  if (!quota) throw new Error(`There is no quota ${code} in the table.`);
  return quota.byRegion?.[region] ?? quota.value;
}
