import type { LabPack, LabVariant, Template, VariantKey } from '#labs/lab-pack.ts';
import type { Aws } from '../../../cloud/services/aws.ts';
import type { Edits, TabError, TabEvent } from '../messages.ts';
import { filesOf, type Package, packaged, packagedCode } from './packaging.ts';

/** The tag that says what a stack was deployed from. */
export const VARIANT_TAG = 'workshop:variant';
/** The page asks CloudFormation this often how far it is. */
const POLL_MS = 25;

/** A deployment that ended badly, with what CloudFormation says of each resource that failed. */
export class DeploymentFailed extends Error {
  readonly reasons: NonNullable<TabError['reasons']>;

  constructor(status: string, reasons: NonNullable<TabError['reasons']>) {
    super(`${status}${reasons[0] ? `: ${reasons[0].resource}: ${reasons[0].reason}` : ''}`);
    this.name = 'DeploymentFailed';
    this.reasons = reasons;
  }
}

export interface Place {
  aws: Aws;
  account: string;
  region: string;
  tell(event: TabEvent): void;
}

/** Creates the lab's stack, or updates the one there is. Resolves with the logical ids that it touched. Throws DeploymentFailed, SourceError, SyntaxError (template). */
export async function deploy(pack: LabPack, key: VariantKey, edits: Edits, place: Place): Promise<string[]> {
  const variant = pack.variants[key];
  if (!variant) throw new RangeError(`${pack.lab.id} has no ${key}. It has: ${Object.keys(pack.variants).join(', ')}`);
  const template = edits.template === undefined ? structuredClone(variant.template) : (JSON.parse(edits.template) as Template);
  const packages = await packagesOf(pack, variant, template, edits.sources ?? {});
  await upload(packages, place);
  return change(variant, key, template, place);
}

/** The packages a template's functions need; an edited function gets one of its own, and the template its key. */
async function packagesOf(
  pack: LabPack,
  variant: LabVariant,
  template: Template,
  edited: Readonly<Record<string, string>>,
): Promise<Package[]> {
  const sources = { ...variant.sources, ...edited };
  const changed = new Set(Object.keys(edited).filter((file) => edited[file] !== variant.sources[file]));
  const packages = new Map<string, Package>();
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources)) {
    const code = Type === 'AWS::Lambda::Function' ? (Properties?.Code as { S3Key?: string } | undefined) : undefined;
    if (code?.S3Key === undefined) continue;
    const entry = variant.entries[logicalId];
    if (entry !== undefined && changed.size > 0 && (await filesOf(entry, sources)).some((file) => changed.has(file))) {
      const made = await packaged(entry, sources);
      packages.set(made.key, made);
      code.S3Key = made.key;
    } else if (pack.code[code.S3Key] !== undefined) {
      packages.set(code.S3Key, packagedCode(code.S3Key, pack.code[code.S3Key]!));
    }
  }
  return [...packages.values()];
}

/** Where CDK's templates look for their assets. */
export const assetBucket = ({ account, region }: Pick<Place, 'account' | 'region'>) => `cdk-hnb659fds-assets-${account}-${region}`;

async function upload(packages: readonly Package[], place: Place): Promise<void> {
  const Bucket = assetBucket(place);
  const { s3 } = place.aws;
  const { Buckets = [] } = await s3.ListBuckets({});
  if (!Buckets.some(({ Name }) => Name === Bucket)) {
    await s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: place.region as 'ap-southeast-1' } });
  }
  for (const { key, zip } of packages) await s3.PutObject({ Bucket, Key: key, Body: zip as never });
}

async function change({ stackName: StackName, tags }: LabVariant, key: VariantKey, template: Template, place: Place): Promise<string[]> {
  const { cloudformation } = place.aws;
  const request = {
    StackName,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const],
    Tags: Object.entries({ ...tags, [VARIANT_TAG]: key }).map(([Key, Value]) => ({ Key, Value })),
  };
  let status = await statusOf(place.aws, StackName);
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') {
    await cloudformation.DeleteStack({ StackName });
    await settled(place, StackName, undefined);
    status = undefined;
  }
  const seen = status === undefined ? undefined : await lastEvent(place.aws, StackName);
  try {
    if (status === undefined) await cloudformation.CreateStack(request);
    else await cloudformation.UpdateStack(request);
  } catch (error) {
    if (error instanceof Error && error.message === 'No updates are to be performed.') return [];
    throw error;
  }
  return settled(place, StackName, seen, status === undefined ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
}

/** Where a stack stands; undefined where there is none. */
export async function statusOf(aws: Aws, StackName: string): Promise<string | undefined> {
  const { Stacks = [] } = await aws.cloudformation.DescribeStacks({});
  return Stacks.find((stack) => stack.StackName === StackName)?.StackStatus;
}

async function lastEvent(aws: Aws, StackName: string): Promise<string | undefined> {
  return (await aws.cloudformation.DescribeStackEvents({ StackName })).StackEvents?.[0]?.EventId;
}

/** Tells each event after `seen` until the stack is at rest. Resolves with the logical ids that were touched; `expected` undefined awaits its end. */
export async function settled(place: Place, StackName: string, seen: string | undefined, expected?: string): Promise<string[]> {
  const { cloudformation } = place.aws;
  const { StackId = StackName } = (await cloudformation.DescribeStacks({ StackName })).Stacks?.[0] ?? {};
  const touched = new Set<string>();
  const reasons: DeploymentFailed['reasons'] = [];
  let last = seen;
  for (;;) {
    const { StackEvents = [] } = await cloudformation.DescribeStackEvents({ StackName: StackId });
    const fresh = StackEvents.slice(0, last === undefined ? undefined : StackEvents.findIndex(({ EventId }) => EventId === last)).reverse();
    for (const {
      LogicalResourceId: resource = '',
      ResourceType: type = '',
      ResourceStatus: status = '',
      ResourceStatusReason: reason,
      Timestamp,
    } of fresh) {
      place.tell({ event: 'stack', at: Timestamp?.getTime() ?? 0, resource, type, status, ...(reason !== undefined && { reason }) });
      if (type !== 'AWS::CloudFormation::Stack' && status.endsWith('_COMPLETE')) touched.add(resource);
      if (status.endsWith('_FAILED')) reasons.push({ resource, type, reason: reason ?? '' });
    }
    last = StackEvents[0]?.EventId ?? last;
    const status = (await cloudformation.DescribeStacks({ StackName: StackId })).Stacks?.[0]?.StackStatus ?? 'DELETE_COMPLETE';
    if (!status.endsWith('_IN_PROGRESS') && fresh.length === 0) {
      if (status !== (expected ?? 'DELETE_COMPLETE')) throw new DeploymentFailed(status, reasons);
      return [...touched];
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
