import type { Lab } from '#labs/contract.ts';
import type { Clients } from '../clients.ts';
import { idleCosts, usd } from '../prices/idle-costs.ts';
import type { Template } from '../prices/idle-rules.ts';
import type { IdleCosts } from '../prices/price.ts';
import type { Target } from '../target.ts';
import { BOOTSTRAP_NEEDED, bootstrapVersion } from './bootstrap.ts';
import { budgetsOf } from './budget.ts';
import type { Finding } from './finding.ts';
import { notAnswered } from './not-answered.ts';
import { quotaFindings } from './quotas.ts';
import { REGIONS, REGIONS_CHECKED } from './regions.ts';

/** What is looked at before a deployment. The caller is known already: that is where credentials show. */
export interface PreflightSubject {
  aws: Clients;
  kind: Target['kind'];
  region: string;
  caller: { account: string; arn: string };
  lab: Pick<Lab, 'id' | 'services' | 'needs'>;
  template: Template;
  /** Quotas are not asked for what is deployed already. */
  isDeployed: boolean;
}

export interface PreflightReport {
  findings: Finding[];
  costs: IdleCosts;
}

/** Looks at everything that can keep a lab from being deployed, and at what it costs. Creates nothing. */
export async function preflight(subject: PreflightSubject): Promise<PreflightReport> {
  const { aws, region, caller, lab, template, isDeployed } = subject;
  const costs = idleCosts(template, region);
  const findings: Finding[] = [
    { id: 'caller', outcome: 'ok', key: 'preflight.caller', parameters: { ...caller, region } },
    regionFinding(region, lab.services),
    await bootstrapFinding(subject),
    ...(isDeployed ? [] : await quotaFindings(aws, lab.needs)),
    ...costFindings(costs),
    await budgetFinding(subject),
  ];
  return { findings, costs };
}

function regionFinding(region: string, services: readonly string[]): Finding {
  const known = REGIONS[region];
  const id = 'region';
  if (!known) return { id, outcome: 'warning', key: 'preflight.region-unknown', parameters: { region, checked: REGIONS_CHECKED } };
  const lacks = services.filter((service) => known.lacks?.includes(service));
  if (lacks.length === 0) return { id, outcome: 'ok', key: 'preflight.region', parameters: { region, checked: REGIONS_CHECKED } };
  return {
    id,
    outcome: 'failed',
    key: 'preflight.region-lacks',
    parameters: { region, services: lacks.join(', '), checked: REGIONS_CHECKED },
  };
}

async function bootstrapFinding({ aws, kind, region, caller: { account } }: PreflightSubject): Promise<Finding> {
  const id = 'bootstrap';
  const version = await bootstrapVersion(aws);
  if (version === undefined) {
    if (kind === 'aws') return { id, outcome: 'failed', key: 'aws.not-bootstrapped', parameters: { account, region } };
    return { id, outcome: 'ok', key: 'preflight.bootstrap-comes' };
  }
  const parameters = { version, needed: BOOTSTRAP_NEEDED, account, region };
  if (version < BOOTSTRAP_NEEDED) return { id, outcome: 'failed', key: 'preflight.bootstrap-old', parameters };
  return { id, outcome: 'ok', key: 'preflight.bootstrap', parameters };
}

function costFindings(costs: IdleCosts): Finding[] {
  const { usdPerHour, checked, estimated, unpriced, pricedAs } = costs;
  const parameters = { hour: usd(usdPerHour), day: usd(usdPerHour * 24), checked, region: pricedAs };
  const found: Finding[] = [{ id: 'cost', outcome: 'ok', key: estimated ? 'preflight.cost-estimated' : 'preflight.cost', parameters }];
  if (unpriced.length > 0)
    found.push({ id: 'cost:unpriced', outcome: 'warning', key: 'preflight.unpriced', parameters: { types: unpriced.join(', ') } });
  return found;
}

async function budgetFinding({ aws, caller: { account } }: PreflightSubject): Promise<Finding> {
  const id = 'budget';
  try {
    const names = await budgetsOf(aws, account);
    if (names.length === 0) return { id, outcome: 'warning', key: 'preflight.no-budget' };
    return { id, outcome: 'ok', key: 'preflight.budget', parameters: { names: names.join(', ') } };
  } catch (error) {
    const reason = notAnswered(error);
    if (reason === undefined) throw error;
    return { id, outcome: 'unknown', key: 'preflight.not-looked-at', parameters: { what: 'AWS Budgets', reason } };
  }
}
