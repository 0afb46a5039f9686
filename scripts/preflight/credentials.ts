import { loadSharedConfigFiles } from '@smithy/core/config';
import type { MessageKey, MessageParameters } from '../messages.ts';
import { nearest } from '../nearest.ts';
import type { Target } from '../target.ts';
import { firstLine } from '../tell-failure.ts';
import { REGIONS } from './regions.ts';

/** What the SDK and STS say when credentials do not work (SDK for JavaScript 3.1169), and what it means. The first that fits counts. */
const CAUSES: readonly { says: RegExp; key: MessageKey }[] = [
  { says: /SSO session|aws sso login|Token is expired/i, key: 'credentials.sso' },
  { says: /aws login|[/\\]login[/\\]cache/i, key: 'credentials.login' },
  { says: /multi-factor/i, key: 'credentials.mfa' },
  { says: /RequestTimeTooSkewed|Signature (expired|not yet current)/i, key: 'credentials.clock' },
  { says: /ExpiredToken|RequestExpired/, key: 'credentials.expired' },
  { says: /SignatureDoesNotMatch|InvalidSignature/, key: 'credentials.secret' },
  { says: /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId/, key: 'credentials.key' },
  { says: /AccessDenied|not authorized/i, key: 'credentials.denied' },
  { says: /not a valid hostname|Region not accepted/i, key: 'credentials.region' },
  { says: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError/, key: 'credentials.network' },
  { says: /Could not (load|resolve) credentials|could not be found in shared credentials|was not found/i, key: 'credentials.none' },
];

/** Why credentials do not work, in words that say what to do. `profiles`: the names the reader has. */
export function explainCredentials(
  error: unknown,
  { profile, region }: Pick<Target, 'profile' | 'region'>,
  profiles: readonly string[],
): { key: MessageKey; parameters: MessageParameters } {
  const said = everythingSaid(error);
  const known = REGIONS[region] !== undefined;
  const key = CAUSES.find(({ says }) => says.test(said))?.key ?? 'credentials.other';
  const parameters = { reason: firstLine(error), profile: profile ?? 'default', region, optIn: REGIONS[region]?.optIn ? region : '' };
  if (key === 'credentials.none' && profile !== undefined && !profiles.includes(profile)) {
    return { key: 'credentials.no-profile', parameters: { ...parameters, profiles: profiles.join(', ') || '-' } };
  }
  // Reason: a region that does not exist looks like a network that is down: its host name is not found.
  if (key === 'credentials.region' || (key === 'credentials.network' && !known)) {
    return { key: 'credentials.region', parameters: { ...parameters, nearest: nearest(region, Object.keys(REGIONS)) } };
  }
  // Reason: to a region that is not turned on, keys of other regions are unknown.
  if (key === 'credentials.key' && REGIONS[region]?.optIn) return { key: 'credentials.opt-in', parameters };
  return { key, parameters };
}

function everythingSaid(error: unknown): string {
  const said: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    said.push(cause.name, cause.message, String((cause as NodeJS.ErrnoException).code ?? ''));
    if (cause instanceof AggregateError) for (const each of cause.errors) said.push(everythingSaid(each));
  }
  return said.join(' ');
}

/** The profiles of this machine, with the regions they name. */
export async function profilesHere(): Promise<Map<string, string | undefined>> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const names = new Set(
    [...Object.keys(configFile), ...Object.keys(credentialsFile)].filter((name) => !/^(sso-session|services)\b/.test(name)),
  );
  return new Map([...names].map((name) => [name, configFile[name]?.region ?? credentialsFile[name]?.region]));
}
