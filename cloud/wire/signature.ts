import { AwsError } from '../aws-error.ts';
import type { HttpRequest } from './http.ts';
import type { Signature } from './wire.ts';

/** A request's signature and the service it was made for. */
export interface Scope {
  signature: Signature;
  signingName: string;
}

/**
 * What a request's signature says, from its header or its presigned query: Signature Version 4, and 2 for S3's old links.
 * Undefined for anonymous requests. Throws IncompleteSignature, SignatureDoesNotMatch.
 */
export function scopeOf({ headers, query }: HttpRequest): Scope | undefined {
  const authorization = headers.authorization;
  if (authorization !== undefined) {
    const credential = /Credential=([^,\s]+)/.exec(authorization)?.[1];
    if (credential) return scope(credential, headers['x-amz-security-token'], headers['x-amz-region-set']);
    const version2 = /^AWS ([^:]+):/.exec(authorization)?.[1];
    if (version2) return { signature: { accessKeyId: version2, region: '' }, signingName: 's3' };
    throw new AwsError('IncompleteSignature', "Authorization header requires 'Credential' parameter.");
  }
  const credential = query.get('X-Amz-Credential');
  if (credential && query.has('X-Amz-Signature')) {
    const signed = scope(credential, query.get('X-Amz-Security-Token') ?? undefined, query.get('X-Amz-Region-Set') ?? undefined);
    const expiresAt = presignedUntil(query.get('X-Amz-Date'), query.get('X-Amz-Expires'));
    return { ...signed, signature: { ...signed.signature, ...(expiresAt !== undefined && { expiresAt }) } };
  }
  const accessKeyId = query.get('AWSAccessKeyId');
  if (!accessKeyId || !query.has('Signature')) return undefined;
  const expires = Number(query.get('Expires'));
  return { signature: { accessKeyId, region: '', ...(expires > 0 && { expiresAt: expires * 1000 }) }, signingName: 's3' };
}

/** `AKID/20261120/ap-southeast-1/dynamodb/aws4_request`; version 4a has no region there. */
function scope(credential: string, sessionToken: string | undefined, regionSet: string | undefined): Scope {
  const parts = credential.split('/');
  const [accessKeyId, , region, service] = parts.length === 4 ? [parts[0], parts[1], firstRegion(regionSet), parts[2]] : parts;
  if (!accessKeyId || region === undefined || !service) {
    throw new AwsError(
      'IncompleteSignature',
      `Credential must have five parts: key, date, region, service and aws4_request, got '${credential}'.`,
    );
  }
  if (!/^[a-z0-9-]{0,32}$/.test(region)) throw new AwsError('SignatureDoesNotMatch', 'Credential should be scoped to a valid region.');
  return {
    signature: { accessKeyId, region, ...(sessionToken !== undefined && { sessionToken }) },
    signingName: service === 's3express' ? 's3' : service,
  };
}

/** A signature for several regions (`*`, `us-*`) names none in particular. */
function firstRegion(regionSet = ''): string {
  const [first = ''] = regionSet.split(',');
  return first.includes('*') ? '' : first;
}

function presignedUntil(date: string | null, expires: string | null): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '');
  const seconds = Number(expires);
  if (!parts || !Number.isFinite(seconds)) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000;
}
