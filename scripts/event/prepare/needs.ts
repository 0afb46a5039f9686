import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { Needs, Quota } from '#labs/contract.ts';
import type { Clients } from '../../clients.ts';
import { BOOTSTRAP_NEEDED, bootstrapVersion } from '../../preflight/bootstrap.ts';
import type { Finding } from '../../preflight/finding.ts';
import { quotaFindings } from '../../preflight/quotas.ts';
import type { OpenAccount } from '../accounts.ts';
import { eventStackName } from '../cleanup/read-stacks.ts';
import type { EventFile } from '../event.ts';

/** What an account still needs before the event. */
export interface AccountNeeds {
  /** Regions without a CDK bootstrap, or with one that is too old. */
  bootstrap: string[];
  /** The event's own stack: to be made, to be changed, or as it should be. */
  stack: 'missing' | 'different' | 'ready';
  /** Quotas that are too small for all labs together, and what could not be asked. */
  quotas: Finding[];
}

export const isReady = ({ bootstrap, stack, quotas }: AccountNeeds) =>
  bootstrap.length === 0 && stack === 'ready' && quotas.every(({ outcome }) => outcome === 'ok');

/** Looks at an account and changes nothing. */
export async function needsOf(opened: OpenAccount, event: EventFile, template: string, needs: Needs): Promise<AccountNeeds> {
  const bootstrap: string[] = [];
  const quotas: Finding[] = [];
  for (const region of event.regions) {
    if (((await bootstrapVersion(opened.at(region))) ?? 0) < BOOTSTRAP_NEEDED) bootstrap.push(region);
    quotas.push(...(await quotaFindings(opened.at(region), needs)).filter(({ outcome }) => outcome !== 'ok'));
  }
  return { bootstrap, stack: await stackState(opened.at(event.regions[0]!), eventStackName(event.id), template), quotas };
}

async function stackState(aws: Clients, StackName: string, template: string): Promise<AccountNeeds['stack']> {
  try {
    const { TemplateBody } = await aws.client(CloudFormationClient).send(new GetTemplateCommand({ StackName }));
    return TemplateBody === template ? 'ready' : 'different';
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return 'missing';
    throw error;
  }
}

/** What labs need together: a participant may leave one standing while at the next. */
export function needsTogether(all: readonly (Needs | undefined)[]): Needs {
  const quotas: Partial<Record<Quota, number>> = {};
  let reservedConcurrency = 0;
  for (const needs of all) {
    reservedConcurrency += needs?.reservedConcurrency ?? 0;
    for (const [quota, amount] of Object.entries(needs?.quotas ?? {}) as [Quota, number][]) quotas[quota] = (quotas[quota] ?? 0) + amount;
  }
  return { reservedConcurrency, quotas };
}
