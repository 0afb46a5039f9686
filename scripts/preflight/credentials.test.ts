import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { message } from '../messages.ts';
import { openTarget } from '../target.ts';
import { explainCredentials, profilesHere } from './credentials.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'profiles-'));
const PROFILES = `
[profile sso]
sso_session = work
sso_account_id = 111122223333
sso_role_name = Developer
region = ap-southeast-1
[sso-session work]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile old-sso]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = Developer
[profile login]
login_session = arn:aws:iam::111122223333:user/me
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/me
[profile keys]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = unused
`;
beforeAll(() => {
  writeFileSync(path.join(scratch, 'config'), PROFILES);
  vi.stubEnv('HOME', scratch);
  vi.stubEnv('AWS_CONFIG_FILE', path.join(scratch, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(scratch, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true });
});

/** What the SDK itself says of a profile; it never comes as far as the network. */
async function explained(profile: string | undefined, region = 'ap-southeast-1') {
  const client = new STSClient({ region, maxAttempts: 1, ...(profile === undefined ? {} : { profile }) });
  const error = await client.send(new GetCallerIdentityCommand({})).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  return explainCredentials(error, { profile, region }, [...(await profilesHere()).keys()]);
}

test.each([
  ['sso', 'credentials.sso', 'aws sso login --profile sso'],
  ['old-sso', 'credentials.sso', 'aws sso login --profile old-sso'],
  ['login', 'credentials.login', 'aws login --profile login'],
  ['mfa', 'credentials.mfa', 'mfa'],
  ['nowhere', 'credentials.no-profile', 'There are: keys, login, mfa, old-sso, sso'],
  [undefined, 'credentials.none', 'There are no AWS credentials'],
])('profile %s: %s', async (profile, key, says) => {
  const found = await explained(profile);
  expect(found.key).toBe(key);
  const profiles = String(found.parameters.profiles).split(', ').sort().join(', ');
  expect(message('en', found.key, { ...found.parameters, profiles })).toContain(says);
});

/** Errors of STS and of the network, by name, message and code. */
const failure = (name: string, text: string, code?: string) => Object.assign(new Error(text), { name, ...(code ? { code } : {}) });

test.each([
  ['ExpiredToken', 'The security token included in the request is expired', undefined, 'ap-southeast-1', 'credentials.expired'],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.', undefined, 'ap-southeast-1', 'credentials.key'],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.', undefined, 'ap-southeast-5', 'credentials.opt-in'],
  ['SignatureDoesNotMatch', 'The request signature we calculated does not match', undefined, 'us-east-1', 'credentials.secret'],
  ['SignatureDoesNotMatch', 'Signature expired: 20261121T000000Z is now earlier than', undefined, 'us-east-1', 'credentials.clock'],
  ['AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole', undefined, 'us-east-1', 'credentials.denied'],
  ['Error', 'getaddrinfo ENOTFOUND sts.us-east-1.amazonaws.com', 'ENOTFOUND', 'us-east-1', 'credentials.network'],
  ['Error', 'getaddrinfo ENOTFOUND sts.ap-southeast-11.amazonaws.com', 'ENOTFOUND', 'ap-southeast-11', 'credentials.region'],
  ['Error', 'connect ETIMEDOUT 1.2.3.4:443', 'ETIMEDOUT', 'us-east-1', 'credentials.network'],
  [
    'Error',
    'Region not accepted: region="ap southeast" is not a valid hostname component.',
    undefined,
    'ap southeast',
    'credentials.region',
  ],
  ['Error', 'something new', undefined, 'us-east-1', 'credentials.other'],
])('%s "%s" (%s) in %s: %s', (name, text, code, region, key) => {
  expect(explainCredentials(failure(name, text, code), { profile: undefined, region }, []).key).toBe(key);
});

test('a region that does not exist is told with the nearest one', () => {
  const { parameters } = explainCredentials(failure('Error', 'x', 'ENOTFOUND'), { profile: undefined, region: 'ap-southeast1' }, []);
  expect(parameters.nearest).toBe('ap-southeast-1');
});

test('a cause deep inside counts', () => {
  const error = new Error('Could not load credentials', { cause: failure('Error', 'connect ECONNREFUSED', 'ECONNREFUSED') });
  expect(explainCredentials(error, { profile: undefined, region: 'us-east-1' }, []).key).toBe('credentials.network');
});

test('without --region and AWS_REGION the profile says where', async () => {
  const world = { environment: {} } as Parameters<typeof openTarget>[2];
  expect(await openTarget('aws', { profile: 'sso' }, world)).toEqual({ kind: 'aws', region: 'ap-southeast-1', profile: 'sso' });
  expect(await openTarget('aws', { profile: 'sso', region: 'us-east-1' }, world)).toMatchObject({ region: 'us-east-1' });
  await expect(openTarget('aws', { profile: 'keys' }, world)).rejects.toThrow('target.no-region');
});
