import type { Call } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import type { Bucket, ObjectVersion, S3State } from './state.ts';

/** What notifications are about. S3 User Guide, "Supported event types". */
export type ChangeName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete';

export interface ObjectChange {
  /** Of the bucket. */
  account: string;
  region: string;
  bucketName: string;
  name: ChangeName;
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  versionId?: string;
  sequencer: string;
  at: number; // ms
  requestId: string;
  principalId: string;
  /** The account or service that asked. */
  requester: string;
}

declare module '../../bus.ts' {
  interface BusEvents {
    /** An object was written, removed or tagged. */
    's3.ObjectChanged': ObjectChange;
  }
}

export function announceChange(call: Call<S3State>, bucket: Bucket, name: ChangeName, key: string, version: ObjectVersion): void {
  const at = call.clock.now();
  call.bus.publish({
    type: 's3.ObjectChanged',
    account: bucket.account,
    region: bucket.region,
    bucketName: bucket.name,
    name,
    key,
    size: version.body.length,
    etag: version.etag.replaceAll('"', ''),
    ...(bucket.versioning && { versionId: version.versionId }),
    sequencer: `00${at.toString(16)}${bucket.changes.toString(16).padStart(6, '0')}`.toUpperCase(),
    at,
    requestId: call.requestId,
    principalId: principalId(call.principal),
    requester: requester(call.principal),
  });
}

function requester(principal: Principal): string {
  if (principal.type === 'service') return principal.service;
  return principal.type === 'anonymous' ? 'Anonymous' : principal.account;
}

function principalId(principal: Principal): string {
  switch (principal.type) {
    case 'root':
      return `AWS:${principal.account}`;
    case 'user':
      return `AWS:${principal.userId}`;
    case 'assumed-role':
      return `AWS:${principal.roleId}:${principal.sessionName}`;
    case 'service':
      return `AWS:${principal.service}`;
    case 'anonymous':
      return 'Anonymous';
  }
}
