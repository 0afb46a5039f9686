import type { STSClientConfig } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { step } from './io/io.ts';
import { findCloud, startCloudInBackground } from './local-cloud.ts';
import { UserError } from './user-error.ts';

/** Where a lab runs: the embedded cloud, another AWS-compatible endpoint, or an AWS account. */
export interface Target {
  kind: 'local' | 'endpoint' | 'aws';
  /** Absent for AWS. */
  endpoint?: string;
  region: string;
  /** Absent for AWS: there the SDK's own chain (profile, environment, SSO) decides. */
  credentials?: Keys;
  profile?: string;
}

/** The region of every example in the workshop. */
export const WORKSHOP_REGION = 'ap-southeast-1';

/** Reads `--target`; for `local` finds the running cloud or starts one. */
export async function openTarget(text: string, options: { region?: string; profile?: string }, world: World): Promise<Target> {
  const { environment } = world;
  if (text === 'aws') {
    const profile = options.profile ?? environment.AWS_PROFILE;
    const region = options.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? (await profileRegion(profile));
    if (!region) throw new UserError('target.no-region', {}, ExitCode.Usage);
    return { kind: 'aws', region, profile };
  }
  const region = options.region ?? WORKSHOP_REGION;
  const credentials = {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? 'test',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? 'test',
    sessionToken: environment.AWS_SESSION_TOKEN,
  };
  if (text !== 'local') {
    if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new UserError('target.unknown', { target: text });
    return { kind: 'endpoint', endpoint: text.replace(/\/+$/, ''), region, credentials };
  }
  // Reason: the local cloud takes any key as an account; the reader's real keys are no business of it.
  const local = { accessKeyId: '000000000000', secretAccessKey: 'local' };
  const running =
    (await findCloud(world.home)) ?? (await step(world.io, 'cloud.starting-background', {}, () => startCloudInBackground(world)));
  return { kind: 'local', endpoint: running.endpoint, region, credentials: local };
}

async function profileRegion(profile = 'default'): Promise<string | undefined> {
  // Reason: loaded when needed, as only AWS has profiles.
  const { profilesHere } = await import('./preflight/credentials.ts');
  return (await profilesHere()).get(profile);
}

let http1: NodeHttpHandler | undefined;
/** One for all clients: connections are shared. */
function overHttp1(): NodeHttpHandler {
  http1 ??= new NodeHttpHandler();
  return http1;
}

/** The options of an SDK client that talks to a target. */
export function clientConfig(target: Target): ClientConfiguration {
  return {
    region: target.region,
    ...(target.endpoint ? { endpoint: target.endpoint, forcePathStyle: true, disableHostPrefix: true } : {}),
    // Reason: Kinesis' client begins with HTTP/2, which emulators do not speak.
    ...(target.kind === 'endpoint' ? { requestHandler: overHttp1() } : {}),
    ...(target.credentials ? { credentials: target.credentials } : {}),
    ...(target.profile ? { profile: target.profile } : {}),
  };
}

/** What every SDK client of a target is made with. */
export interface ClientConfiguration {
  region: string;
  endpoint?: string;
  forcePathStyle?: boolean;
  disableHostPrefix?: boolean;
  profile?: string;
  credentials?: Keys | (() => Promise<Keys & { expiration?: Date }>);
  /** How calls are paced and repeated; the SDK's own way unless said. */
  retryStrategy?: STSClientConfig['retryStrategy'];
  requestHandler?: STSClientConfig['requestHandler'];
}

/** Long-term or temporary credentials. */
interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}
