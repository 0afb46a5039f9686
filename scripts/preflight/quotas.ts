import {
  DescribeAddressesCommand,
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { DescribeLimitsCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { Needs, Quota } from '#labs/contract.ts';
import type { Clients } from '../clients.ts';
import type { Finding } from './finding.ts';
import { notAnswered } from './not-answered.ts';

/** A quota, who says how high it is, and what uses it up. */
interface QuotaRule {
  /** As the console calls it. */
  name: string;
  limit(aws: Clients): Promise<number>;
  /** What is in use now. */
  used(aws: Clients): Promise<number>;
}

const count = async <Page>(pages: AsyncIterable<Page>, items: (page: Page) => readonly unknown[] | undefined): Promise<number> => {
  let sum = 0;
  for await (const page of pages) sum += items(page)?.length ?? 0;
  return sum;
};
/** The account's own value; AWS's default where nobody ever asked for another. */
const fromServiceQuotas =
  (ServiceCode: string, QuotaCode: string) =>
  async (aws: Clients): Promise<number> => {
    const client = aws.client(ServiceQuotasClient);
    try {
      return (await client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }))).Quota?.Value ?? 0;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NoSuchResourceException') throw error;
      return (await client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }))).Quota?.Value ?? 0;
    }
  };
const ec2 = (aws: Clients) => ({ client: aws.client(EC2Client) });

/** Quotas by the names that manifests use. Codes: Service Quotas, checked 2026-11. */
export const QUOTAS: Readonly<Record<Quota, QuotaRule>> = {
  'kinesis.shards': {
    name: 'Shards per Region',
    // Kinesis says its limit itself.
    limit: async (aws) => (await aws.client(KinesisClient).send(new DescribeLimitsCommand({}))).ShardLimit ?? 0,
    used: async (aws) => (await aws.client(KinesisClient).send(new DescribeLimitsCommand({}))).OpenShardCount ?? 0,
  },
  'ec2.elastic-ips': {
    name: 'EC2-VPC Elastic IPs',
    limit: fromServiceQuotas('ec2', 'L-0263D0A3'),
    used: async (aws) => (await aws.client(EC2Client).send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0,
  },
  'vpc.vpcs': {
    name: 'VPCs per Region',
    limit: fromServiceQuotas('vpc', 'L-F678F1CE'),
    used: (aws) => count(paginateDescribeVpcs(ec2(aws), {}), ({ Vpcs }) => Vpcs),
  },
  'vpc.internet-gateways': {
    name: 'Internet gateways per Region',
    limit: fromServiceQuotas('vpc', 'L-A4707A72'),
    used: (aws) => count(paginateDescribeInternetGateways(ec2(aws), {}), ({ InternetGateways }) => InternetGateways),
  },
  'vpc.nat-gateways-per-zone': {
    name: 'NAT gateways per Availability Zone',
    limit: fromServiceQuotas('vpc', 'L-FE5A380F'),
    used: (aws) =>
      count(paginateDescribeNatGateways(ec2(aws), {}), ({ NatGateways }) => NatGateways?.filter(({ State }) => State !== 'deleted')),
  },
  'ecs.fargate-vcpus': {
    name: 'Fargate On-Demand vCPU resource count',
    limit: fromServiceQuotas('fargate', 'L-3032A538'),
    // Reason: no call counts the vCPUs of all tasks; AWS refuses a task beyond the quota by name.
    used: async () => 0,
  },
};

/** What Lambda keeps for functions without a reservation: less in accounts that have little. */
const leastUnreserved = (limit: number) => (limit > 100 ? 100 : 10);

/** What of its needs an account cannot give now, quota by quota. */
export async function quotaFindings(aws: Clients, needs: Needs = {}): Promise<Finding[]> {
  const wanted = Object.entries(needs.quotas ?? {}) as [Quota, number][];
  const findings = await Promise.all(wanted.map(([quota, needed]) => quotaFinding(aws, quota, needed)));
  return needs.reservedConcurrency ? [...findings, await concurrencyFinding(aws, needs.reservedConcurrency)] : findings;
}

async function quotaFinding(aws: Clients, quota: Quota, needed: number): Promise<Finding> {
  const id = `quota:${quota}`;
  const { name, limit: limitOf, used: usedOf } = QUOTAS[quota];
  try {
    const [limit, used] = await Promise.all([limitOf(aws), usedOf(aws)]);
    const enough = used + needed <= limit;
    const parameters = { name, needed, used, limit };
    return { id, outcome: enough ? 'ok' : 'failed', key: enough ? 'preflight.quota' : 'preflight.quota-short', parameters };
  } catch (error) {
    const reason = notAnswered(error);
    if (reason === undefined) throw error;
    return { id, outcome: 'unknown', key: 'preflight.not-looked-at', parameters: { what: name, reason } };
  }
}

/**
 * Lambda refuses a reservation that leaves fewer than 100 to all other functions; new accounts have 10 in all.
 * Lambda Developer Guide, "Configuring reserved concurrency".
 */
export async function concurrencyFinding(aws: Clients, needed: number): Promise<Finding> {
  const id = 'quota:lambda.concurrency';
  try {
    const { AccountLimit } = await aws.client(LambdaClient).send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const least = leastUnreserved(limit);
    const parameters = { free, needed, limit, least };
    if (free - needed >= least) return { id, outcome: 'ok', key: 'preflight.concurrency', parameters };
    return { id, outcome: 'failed', key: 'aws.no-concurrency', parameters };
  } catch (error) {
    const reason = notAnswered(error);
    if (reason === undefined) throw error;
    return { id, outcome: 'unknown', key: 'preflight.not-looked-at', parameters: { what: 'Lambda: Concurrent executions', reason } };
  }
}
