import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { zipSync } from 'fflate';

/** The part of an asset manifest that is read. */
interface AssetManifest {
  files: Record<string, { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }>;
}

export interface DirectDeployment {
  /** Options for SDK clients of the account and region to deploy to. */
  clientConfiguration: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** The account's number. */
  account: string;
}

/** Where the CDK puts the assets of an account and region. */
export const assetBucketOf = (account: string, region: string) => `cdk-hnb659fds-assets-${account}-${region}`;

/**
 * Deploys a synthesised stack as a test needs it: its assets into a bucket, its template through CreateStack (UpdateStack
 * where it exists already and is different), without bootstrap and toolkit. Resolves with the outputs; rejects with the reasons of the resources that failed.
 */
export async function deployDirectly(
  artifact: CloudFormationStackArtifact,
  { clientConfiguration, account }: DirectDeployment,
  template: object = artifact.template,
): Promise<Record<string, string>> {
  const s3 = new S3Client({ ...clientConfiguration, forcePathStyle: true });
  const Bucket = assetBucketOf(account, clientConfiguration.region);
  await unless('BucketAlreadyOwnedByYou', () =>
    s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } })),
  );
  const { directory } = artifact.assembly;
  const manifest: AssetManifest = JSON.parse(readFileSync(path.join(directory, `${artifact.id}.assets.json`), 'utf8'));
  for (const { source, destinations } of Object.values(manifest.files)) {
    if (source.packaging !== 'zip') continue;
    for (const { objectKey } of Object.values(destinations)) {
      await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: zipped(path.join(directory, source.path)) }));
    }
  }
  const cloudformation = new CloudFormationClient(clientConfiguration);
  const StackName = artifact.stackName;
  const parameters = {
    StackName,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_IAM' as const],
    Tags: Object.entries(artifact.tags).map(([Key, Value]) => ({ Key, Value })),
  };
  const created = await unless('AlreadyExistsException', () => cloudformation.send(new CreateStackCommand(parameters)));
  if (!created) await unlessUnchanged(() => cloudformation.send(new UpdateStackCommand(parameters)));
  for (;;) {
    const stack = (await cloudformation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    const status = stack?.StackStatus ?? '';
    if (status === 'UPDATE_COMPLETE' || status === 'CREATE_COMPLETE') {
      return Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    }
    if (!/^(CREATE|UPDATE|UPDATE_COMPLETE_CLEANUP)_IN_PROGRESS$/.test(status)) throw new Error(await reasons(cloudformation, StackName));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The call's answer, or undefined where it is refused by this name. */
async function unless<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}

/** Does nothing where the stack is as its template says already. */
async function unlessUnchanged(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'No updates are to be performed.') throw error;
  }
}

async function reasons(cloudformation: CloudFormationClient, StackName: string): Promise<string> {
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'));
  return failed.map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`).join('\n');
}

function zipped(folder: string): Uint8Array {
  return zipSync(Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))])));
}
