import type { Price } from './price.ts';

const looked = (unit: Price['unit'], virginia: number, singapore: number, source: string): Price => ({
  unit,
  usd: { 'us-east-1': { amount: virginia }, 'ap-southeast-1': { amount: singapore } },
  source,
  checked: '2026-11-21',
});
/** A price whose amount in Singapore no source could be found for: what the nearest known price suggests. */
const estimatedInSingapore = (unit: Price['unit'], virginia: number, singapore: number, source: string): Price => ({
  ...looked(unit, virginia, singapore, source),
  usd: { 'us-east-1': { amount: virginia }, 'ap-southeast-1': { amount: singapore, estimated: true } },
});
const estimated = (unit: Price['unit'], virginia: number, singapore: number, source: string): Price => ({
  ...looked(unit, virginia, singapore, source),
  usd: { 'us-east-1': { amount: virginia, estimated: true }, 'ap-southeast-1': { amount: singapore, estimated: true } },
});

/**
 * What stands idle and is billed nevertheless. Looked up on 2026-11-21 in published extracts of AWS's price list
 * (usage types such as `APS1-NatGateway-Hours`); `source` is AWS's own page, to look again.
 */
export const PRICES = {
  'kinesis.shard': estimatedInSingapore('hour', 0.015, 0.02, 'https://aws.amazon.com/kinesis/data-streams/pricing/'),
  'kinesis.on-demand-stream': estimated('hour', 0.04, 0.05, 'https://aws.amazon.com/kinesis/data-streams/pricing/'),
  'dynamodb.read-unit': estimated('hour', 0.00013, 0.00015, 'https://aws.amazon.com/dynamodb/pricing/provisioned/'),
  'dynamodb.write-unit': estimated('hour', 0.00065, 0.00074, 'https://aws.amazon.com/dynamodb/pricing/provisioned/'),
  'fargate.vcpu': looked('hour', 0.04048, 0.05056, 'https://aws.amazon.com/fargate/pricing/'),
  'fargate.gb': looked('hour', 0.004445, 0.00553, 'https://aws.amazon.com/fargate/pricing/'),
  'fargate.vcpu-arm': looked('hour', 0.03238, 0.04045, 'https://aws.amazon.com/fargate/pricing/'),
  'fargate.gb-arm': looked('hour', 0.00356, 0.00442, 'https://aws.amazon.com/fargate/pricing/'),
  'elb.application': looked('hour', 0.0225, 0.0252, 'https://aws.amazon.com/elasticloadbalancing/pricing/'),
  'vpc.nat-gateway': looked('hour', 0.045, 0.059, 'https://aws.amazon.com/vpc/pricing/'),
  'vpc.interface-endpoint': estimated('hour', 0.01, 0.013, 'https://aws.amazon.com/privatelink/pricing/'),
  'vpc.public-ipv4': looked('hour', 0.005, 0.005, 'https://aws.amazon.com/vpc/pricing/'),
  'secretsmanager.secret': looked('month', 0.4, 0.4, 'https://aws.amazon.com/secrets-manager/pricing/'),
  'cloudwatch.alarm': looked('month', 0.1, 0.1, 'https://aws.amazon.com/cloudwatch/pricing/'),
  'wafv2.web-acl': looked('month', 5, 5, 'https://aws.amazon.com/waf/pricing/'),
  'wafv2.rule': looked('month', 1, 1, 'https://aws.amazon.com/waf/pricing/'),
  'kms.key': estimated('month', 1, 1, 'https://aws.amazon.com/kms/pricing/'),
  'route53.hosted-zone': estimated('month', 0.5, 0.5, 'https://aws.amazon.com/route53/pricing/'),
} as const satisfies Record<string, Price>;
export type PriceId = keyof typeof PRICES;

/** AWS bills a month as 730 hours. */
export const HOURS_OF_A_MONTH = 730;
