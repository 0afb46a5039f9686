import { CloudFormationClient, GetTemplateCommand, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { NEVER, NONE, TAG, WORKSHOP } from '#cdk/workshop-tags.ts';
import type { Clients } from './clients.ts';
import { expiryStackOf, isExpiryStack } from './expires.ts';
import { idleCosts } from './prices/idle-costs.ts';
import type { Template } from './prices/idle-rules.ts';
import { stateOf } from './stack-description.ts';

/** A lab as it stands in an account and region. */
export interface DeployedLab {
  lab: string;
  /** The stage or drill; undefined for a stack that was not deployed from here. */
  state: string | undefined;
  stack: string;
  region: string;
  status: string;
  event: string;
  participant: string;
  /** ISO 8601. */
  since: string;
  usdPerHour: number;
  /** What it has cost by standing there; without requests and stored data. */
  usdSoFar: number;
  estimated: boolean;
  /** Types of its resources that have no price in the table. */
  unpriced: readonly string[];
  /** ISO 8601, or `never`. */
  expires: string;
  /** `set`: it will delete itself. `missing`: its tag says so, but nothing will do it. `overdue`: it should be gone. */
  expiry: 'none' | 'set' | 'missing' | 'overdue';
}

/** The labs of a region, by the tag that every one of them carries. */
export async function deployedLabs(aws: Clients, now: number): Promise<DeployedLab[]> {
  const client = aws.client(CloudFormationClient);
  const stacks: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) stacks.push(...Stacks);
  const names = new Set(stacks.map(({ StackName }) => StackName));
  // Reason: an event's own stack carries the tags too, but is no lab.
  const isLab = (stack: Stack) => tagOf(stack, TAG.workshop) === WORKSHOP && tagOf(stack, TAG.lab) !== NONE;
  const labs = stacks.filter((stack) => isLab(stack) && !isExpiryStack(stack.StackName ?? ''));
  return Promise.all(labs.map((stack) => describe(aws, stack, names.has(expiryStackOf(stack.StackName ?? '')), now)));
}

async function describe(aws: Clients, stack: Stack, hasExpiry: boolean, now: number): Promise<DeployedLab> {
  const { StackName = '', StackStatus = '', CreationTime = new Date(now), Description } = stack;
  const { region } = aws.configuration;
  const { usdPerHour, estimated, unpriced } = idleCosts(await templateOf(aws, StackName), region);
  const expires = tagOf(stack, TAG.expires) ?? NEVER;
  const expiry = expires === NEVER ? 'none' : Date.parse(expires) < now ? 'overdue' : hasExpiry ? 'set' : 'missing';
  return {
    lab: tagOf(stack, TAG.lab) ?? '',
    state: stateOf(Description),
    stack: StackName,
    region,
    status: StackStatus,
    event: tagOf(stack, TAG.event) ?? '',
    participant: tagOf(stack, TAG.participant) ?? '',
    since: CreationTime.toISOString(),
    usdPerHour,
    usdSoFar: (usdPerHour * (now - CreationTime.getTime())) / 3_600_000,
    estimated,
    unpriced,
    expires,
    expiry,
  };
}

/** The template as it stands; the toolkit writes JSON. */
async function templateOf(aws: Clients, StackName: string): Promise<Template> {
  const { TemplateBody = '{}' } = await aws.client(CloudFormationClient).send(new GetTemplateCommand({ StackName }));
  return JSON.parse(TemplateBody) as Template;
}

function tagOf({ Tags = [] }: Stack, key: string): string | undefined {
  return Tags.find(({ Key }) => Key === key)?.Value;
}

/** A span of time as people read it: `13 min`, `2 h 05 min`, `3 d 4 h`. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
