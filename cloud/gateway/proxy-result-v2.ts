import { isRecord, tryParseJson } from './json.ts';
import { addHeaders, bodyText, type GatewayAnswer, isFieldValue, statusOf, tryBase64 } from './proxy-result.ts';

/**
 * A function's answer in format 2.0 as an HTTP response; undefined where it is malformed. Without a `statusCode` the
 * whole answer is the body. `contentType` is that of an answer that names none. API Gateway Developer Guide, "Lambda
 * function response for format 2.0".
 */
export function proxyAnswerV2(payload: string, contentType = 'text/plain;charset=utf-8'): GatewayAnswer | undefined {
  const parsed = tryParseJson(payload);
  if (!parsed) return undefined;
  const result = parsed.value;
  if (!isRecord(result) || result.statusCode === undefined) {
    const body = typeof result === 'string' ? result : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const status = statusOf(result.statusCode);
  const body = bodyText(result.body);
  if (status === undefined || body === undefined) return undefined;
  const answer: GatewayAnswer & { cookies: string[] } = { status, headers: {}, cookies: [], body };
  if (!addHeaders(answer, result.headers, false) || !addCookies(answer.cookies, result.cookies)) return undefined;
  answer.headers['content-type'] ??= contentType;
  if (result.isBase64Encoded === true) {
    const bytes = tryBase64(body);
    if (!bytes) return undefined;
    answer.body = bytes;
  }
  return answer;
}

function addCookies(cookies: string[], given: unknown): boolean {
  if (given === undefined || given === null) return true;
  if (!Array.isArray(given) || given.some((cookie) => typeof cookie !== 'string' || !isFieldValue(cookie))) return false;
  cookies.push(...given);
  return true;
}
