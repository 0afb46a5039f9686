import { isAwsJson, isQuery, type Protocol } from './protocol.ts';

/** How a protocol names an error that AWS raises before the service does, and with which status. */
type Spelling = readonly [code: string, status: number];
type Dialect = 'rpc' | 'restJson' | 'query' | 's3' | 'ec2';

/** AWS's "Common errors", spelled as each protocol does. The key is the code that the cloud's own parts throw. */
const spellings: Record<string, Record<Dialect, Spelling>> = {
  AccessDenied: {
    rpc: ['AccessDeniedException', 400],
    restJson: ['AccessDeniedException', 403],
    query: ['AccessDenied', 403],
    s3: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
  },
  ExpiredToken: {
    rpc: ['ExpiredTokenException', 400],
    restJson: ['ExpiredTokenException', 403],
    query: ['ExpiredToken', 403],
    s3: ['ExpiredToken', 400],
    ec2: ['RequestExpired', 400],
  },
  InvalidClientTokenId: {
    rpc: ['UnrecognizedClientException', 400],
    restJson: ['UnrecognizedClientException', 403],
    query: ['InvalidClientTokenId', 403],
    s3: ['InvalidAccessKeyId', 403],
    ec2: ['AuthFailure', 401],
  },
  MissingAuthenticationToken: {
    rpc: ['MissingAuthenticationTokenException', 400],
    restJson: ['MissingAuthenticationTokenException', 403],
    query: ['MissingAuthenticationToken', 403],
    s3: ['AccessDenied', 403],
    ec2: ['AuthFailure', 401],
  },
  IncompleteSignature: {
    rpc: ['IncompleteSignatureException', 400],
    restJson: ['IncompleteSignatureException', 403],
    query: ['IncompleteSignature', 400],
    s3: ['AuthorizationHeaderMalformed', 400],
    ec2: ['AuthFailure', 401],
  },
  SignatureDoesNotMatch: {
    rpc: ['InvalidSignatureException', 400],
    restJson: ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    s3: ['AuthorizationHeaderMalformed', 400],
    ec2: ['AuthFailure', 401],
  },
  RequestExpired: {
    rpc: ['InvalidSignatureException', 400],
    restJson: ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    s3: ['AccessDenied', 403],
    ec2: ['RequestExpired', 400],
  },
  InternalFailure: {
    rpc: ['InternalFailure', 500],
    restJson: ['InternalFailure', 500],
    query: ['InternalFailure', 500],
    s3: ['InternalError', 500],
    ec2: ['InternalError', 500],
  },
};
const aliases: Record<string, string> = { AccessDeniedException: 'AccessDenied', ExpiredTokenException: 'ExpiredToken' };

/** The protocol's spelling of a common error; undefined for an error of a service's own. `isS3`: it has one of its own. */
export function commonError(code: string, protocol: Protocol, isS3 = false): { code: string; status: number } | undefined {
  const name = Object.hasOwn(aliases, code) ? aliases[code]! : code;
  if (!Object.hasOwn(spellings, name)) return undefined;
  const [spelled, status] = spellings[name]![dialectOf(protocol, isS3)];
  return { code: spelled, status };
}

function dialectOf(protocol: Protocol, isS3: boolean): Dialect {
  if (protocol === 'ec2Query') return 'ec2';
  if (isQuery(protocol)) return 'query';
  if (protocol === 'restXml') return isS3 ? 's3' : 'query';
  return isAwsJson(protocol) || protocol === 'rpcv2Cbor' ? 'rpc' : 'restJson';
}
