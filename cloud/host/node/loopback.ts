import type { IncomingHttpHeaders } from 'node:http';
import { isDoorAddress } from '../../gateway/address.ts';

/**
 * Why a request is refused before anybody looks at it; undefined for one that may pass. Signatures are not checked here,
 * so a page from elsewhere must not reach the cloud: neither under a name of its own (DNS rebinding) nor blindly.
 */
export function refusal(host = '', headers: IncomingHttpHeaders, url = '/'): string | undefined {
  if (!isLoopback(host)) {
    return `This cloud answers on this machine only: the Host header must be 127.0.0.1, localhost, [::1] or *.localhost, not ${host}.`;
  }
  // Reason: what is deployed is for pages of any origin, and says for itself which may read its answers (CORS).
  if (isDoorAddress({ path: url.replace(/\?.*$/s, ''), headers: { host } })) return undefined;
  const { origin } = headers;
  if (origin !== undefined ? isPageHere(origin) : headers['sec-fetch-site'] !== 'cross-site' || isPageHere(headers.referer))
    return undefined;
  return `This cloud takes no requests from web pages of other origins (${origin ?? 'cross-site'}).`;
}

/** Whether a page is this machine's: the workshop's, or one that something deployed here serves. */
function isPageHere(url: string | undefined): boolean {
  const [, host] = /^https?:\/\/([^/?#]*)/i.exec(url ?? '') ?? [];
  return host !== undefined && isLoopback(host);
}

/** Whether `host[:port]` names this machine. */
export function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|([a-z0-9_-]+\.)+localhost|\[::1\])(:\d+)?$/i.test(host);
}
