import type { CORSRule } from '@aws-sdk/client-s3';
import type { HttpRequest } from '../../wire/http.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

type Headers = HttpRequest['headers'];

/**
 * The headers with which the first rule that fits lets a page of another origin read an answer; undefined where none
 * does. S3 User Guide, "How does Amazon S3 evaluate the CORS configuration on a bucket?".
 */
export function corsHeaders(rules: readonly CORSRule[], method: string, headers: Headers): Record<string, string> | undefined {
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const asked = headers['access-control-request-method'] ?? method;
  const names = listOf(headers['access-control-request-headers']);
  for (const rule of rules) {
    const pattern = rule.AllowedOrigins?.find((allowed) => fits(allowed, origin));
    if (pattern === undefined || !rule.AllowedMethods?.includes(asked)) continue;
    const allowedHeaders = (rule.AllowedHeaders ?? []).map((name) => name.toLowerCase());
    if (!names.every((name) => allowedHeaders.some((allowed) => fits(allowed, name)))) continue;
    return {
      'access-control-allow-origin': pattern === '*' ? '*' : origin,
      ...(pattern !== '*' && { 'access-control-allow-credentials': 'true' }),
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      ...(names.length > 0 && { 'access-control-allow-headers': names.join(', ') }),
      ...(rule.ExposeHeaders?.length && { 'access-control-expose-headers': rule.ExposeHeaders.join(', ') }),
      ...(rule.MaxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
      vary: VARY,
    };
  }
  return undefined;
}

/** One `*` stands for any characters, or none. */
function fits(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
