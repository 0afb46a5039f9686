import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { workshopTags } from '#cdk/workshop-tags.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../cloud/host/memory.ts';
import { fakeEnvironments } from '../cloud/services/lambda/fake-environments.ts';
import { cleanUpOf } from './cleanup/index.ts';
import { clientsOf } from './clients.ts';
import { deployDirectly } from './deploy-directly.ts';
import { jumpingClock } from './event/jumping-clock.ts';
import { idleCosts } from './prices/idle-costs.ts';
import type { Template } from './prices/idle-rules.ts';
import { labIds, loadLab, openLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'labs-on-aws-'));
const ids = labIds(root);
let cloud: MemoryCloud;
beforeAll(async () => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  cloud = await memoryCloud({ clock: jumpingClock(), environments: fakeEnvironments() });
});
afterAll(async () => {
  await cloud.cloud.stop();
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true });
});

const synthesised = new Map<string, CloudFormationStackArtifact>();
/** A lab at a stage as it is deployed; made once. */
async function artifactOf(id: string, stage: string): Promise<CloudFormationStackArtifact> {
  const key = `${id}-${stage}`;
  const artifact = synthesised.get(key) ?? synthesise(await loadLab(root, id, { stage }), path.join(scratch, key));
  synthesised.set(key, artifact);
  return artifact;
}

const resourcesOf = ({ template }: CloudFormationStackArtifact) => Object.values((template as Template).Resources ?? {});
const sum = (numbers: readonly unknown[]) => numbers.reduce<number>((total, number) => total + Number(number ?? 0), 0);
const onlyNumbers = (needs: object = {}) => JSON.parse(JSON.stringify(needs)) as object;

test.each(ids)('%s: every stage carries the tags, says what it needs, and has a price for all it holds', async (id) => {
  const { lab } = await openLab(root, id);
  for (const stage of lab.stages) {
    const artifact = await artifactOf(id, stage);
    expect(artifact.tags, stage).toEqual(workshopTags(id));
    const costs = idleCosts(artifact.template as Template, 'ap-southeast-1');
    expect(costs.unpriced, stage).toEqual([]);
    if (stage === 'solution') expect(Math.abs(costs.usdPerHour - lab.cost.usdPerForgottenHour)).toBeLessThan(0.005);
  }
  const resources = resourcesOf(await artifactOf(id, 'solution'));
  const of = (type: string, property: string) =>
    sum(resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties?.[property]));
  const reservedConcurrency = of('AWS::Lambda::Function', 'ReservedConcurrentExecutions');
  const shards = of('AWS::Kinesis::Stream', 'ShardCount');
  const [addresses, networks] = ['AWS::EC2::EIP', 'AWS::EC2::VPC'].map((type) => resources.filter(({ Type }) => Type === type).length);
  const quotas = { 'kinesis.shards': shards || undefined, 'ec2.elastic-ips': addresses || undefined, 'vpc.vpcs': networks || undefined };
  const { reservedConcurrency: reserved, quotas: said = {} } = lab.needs ?? {};
  expect({ reserved: reserved ?? 0 }).toEqual({ reserved: reservedConcurrency });
  expect(onlyNumbers(said)).toMatchObject(onlyNumbers(quotas));
});

test.each(ids)('%s: every resource that takes tags has them, as CloudFormation hands them on', async (id) => {
  const artifact = await artifactOf(id, 'solution');
  const clientConfiguration = cloud.clientOptions();
  const aws = clientsOf(clientConfiguration);
  await deployDirectly(artifact, { clientConfiguration, account: TEST_ACCOUNT });
  const { cloudformation, tag } = cloud.root(TEST_ACCOUNT, TEST_REGION);
  const { StackResourceSummaries = [] } = await cloudformation.ListStackResources({ StackName: artifact.stackName });
  let inRegion = 0;
  for (const { ResourceType = '', PhysicalResourceId = '' } of StackResourceSummaries) {
    const cleanUp = cleanUpOf.get(ResourceType);
    if (!cleanUp?.tags) continue;
    // Reason: the tagging API shows no roles, and what is of no region only in us-east-1.
    if (cleanUp.scope === 'region') inRegion++;
    expect(await cleanUp.tags(aws, PhysicalResourceId), `${ResourceType} ${PhysicalResourceId}`).toMatchObject(workshopTags(id));
  }
  expect(inRegion).toBeGreaterThan(1);
  const { ResourceTagMappingList = [] } = await tag.GetResources({ TagFilters: [{ Key: 'workshop:lab', Values: [id] }] });
  expect(ResourceTagMappingList.length).toBeGreaterThanOrEqual(inRegion);
  expect(cloud.faults).toEqual([]);
  await cloudformation.DeleteStack({ StackName: artifact.stackName });
});
