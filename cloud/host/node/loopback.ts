import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is refused before anybody looks at it; undefined for one that may pass. Signatures are not checked here,
 * so a page from elsewhere must not reach the cloud: neither under a name of its own (DNS rebinding) nor blindly.
 */
export function refusal(host: string | undefined, headers: IncomingHttpHeaders, url = '/'): string | undefined {
  if (!isLoopback(host ?? '')) {
    return `This cloud answers on this machine only: the Host header must be 127.0.0.1, localhost, [::1] or *.localhost, not ${host}.`;
  }
  // Reason: deployed APIs are for pages of any origin, and say for themselves which may read their answers (CORS).
  if (isFrontDoor(host ?? '', url)) return undefined;
  const { origin } = headers;
  const foreign = origin === 'null' || (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//, '')));
  if (foreign || headers['sec-fetch-site'] === 'cross-site') {
    return `This cloud takes no requests from web pages of other origins (${origin ?? 'cross-site'}).`;
  }
  return undefined;
}

/** Whether an address is that of a deployed API or a function, not of AWS's own. */
function isFrontDoor(host: string, url: string): boolean {
  return url.startsWith('/_aws/') || /\.(execute-api|lambda-url)(\.[a-z0-9-]+)?\.localhost(:\d+)?$/i.test(host);
}

/** Whether `host[:port]` names this machine. */
export function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|([a-z0-9_-]+\.)+localhost|\[::1\])(:\d+)?$/i.test(host);
}
