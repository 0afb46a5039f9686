import type { CachePolicyConfig } from '@aws-sdk/client-cloudfront';

/**
 * For how many seconds an edge keeps an answer without asking again: what the origin says, within the policy's limits.
 * CloudFront Developer Guide, "Manage how long content stays in the cache".
 */
export function secondsToKeep(
  headers: Readonly<Record<string, string>>,
  { MinTTL = 0, DefaultTTL = 86_400, MaxTTL = 31_536_000 }: Pick<CachePolicyConfig, 'MinTTL' | 'DefaultTTL' | 'MaxTTL'>,
  now: number,
): number {
  const within = (seconds: number) => Math.min(MaxTTL, Math.max(MinTTL, seconds));
  const directives = (headers['cache-control'] ?? '')
    .toLowerCase()
    .split(',')
    .map((text) => text.trim());
  if (['no-cache', 'no-store', 'private'].some((directive) => directives.includes(directive))) return MinTTL;
  const said = secondsOf(directives, 's-maxage') ?? secondsOf(directives, 'max-age');
  if (said !== undefined) return within(said);
  const expires = Date.parse(headers.expires ?? '');
  return within(Number.isNaN(expires) ? DefaultTTL : (expires - now) / 1000);
}

function secondsOf(directives: readonly string[], name: string): number | undefined {
  const text = directives.find((directive) => directive.startsWith(`${name}=`))?.slice(name.length + 1);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
