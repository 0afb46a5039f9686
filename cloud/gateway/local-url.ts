const HOSTS = [
  ['execute-api', /^(?:https?|wss?):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?(?=[/?#]|$)(.*)$/is],
  ['lambda-url', /^https?:\/\/([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws(?::\d+)?(?=[/?#]|$)(.*)$/is],
  ['s3-website', /^https?:\/\/([a-z0-9.-]+)\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(?::\d+)?(?=[/?#]|$)(.*)$/is],
  ['cloudfront', /^https?:\/\/([a-z0-9]+)\.cloudfront\.net(?::\d+)?(?=[/?#]|$)(.*)$/is],
] as const;

/**
 * Where the URL of an API, a function, a website or a distribution, as a stack's outputs give it, is reached in the embedded cloud at
 * `endpoint` (`http://127.0.0.1:4566`). Any other URL is returned as it is.
 */
export function localUrl(awsUrl: string, endpoint: string): string {
  for (const [kind, host] of HOSTS) {
    const [, name, rest] = host.exec(awsUrl) ?? [];
    if (name === undefined || rest === undefined) continue;
    return `${endpoint.replace(/\/+$/, '')}/_aws/${kind}/${name.toLowerCase()}${rest.startsWith('/') ? rest : `/${rest}`}`;
  }
  return awsUrl;
}
