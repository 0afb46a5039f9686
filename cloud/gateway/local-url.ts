const API = /^(?:https?|wss?):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?(?=[/?#]|$)(.*)$/is;
const FUNCTION = /^https?:\/\/([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws(?::\d+)?(?=[/?#]|$)(.*)$/is;

/**
 * Where an API's or a function's URL, as a stack's outputs give it, is reached in the embedded cloud at `endpoint`
 * (`http://127.0.0.1:4566`). Any other URL is returned as it is.
 */
export function localUrl(awsUrl: string, endpoint: string): string {
  const [kind, match] = API.test(awsUrl) ? (['execute-api', API.exec(awsUrl)] as const) : (['lambda-url', FUNCTION.exec(awsUrl)] as const);
  if (!match) return awsUrl;
  const rest = match[2]!.startsWith('/') ? match[2]! : `/${match[2]!}`;
  return `${endpoint.replace(/\/+$/, '')}/_aws/${kind}/${match[1]!.toLowerCase()}${rest}`;
}
