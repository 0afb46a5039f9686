import type {
  CORSRule,
  LambdaFunctionConfiguration,
  LifecycleRule,
  ObjectOwnership,
  PublicAccessBlockConfiguration,
  QueueConfiguration,
  StorageClass,
  TopicConfiguration,
  WebsiteConfiguration,
} from '@aws-sdk/client-s3';

/** S3 in the whole partition: bucket names are global. */
export interface S3State {
  buckets: Map<string, Bucket>;
}

/** Which changes are told to whom: a function, a queue or a topic. */
export type NotificationRule = LambdaFunctionConfiguration | QueueConfiguration | TopicConfiguration;

export interface Bucket {
  name: string;
  /** Who owns it. */
  account: string;
  region: string;
  createdAt: number; // ms
  versioning?: 'Enabled' | 'Suspended';
  /** By key; the latest version stands last. */
  objects: Map<string, ObjectVersion[]>;
  /** By upload id. */
  uploads: Map<string, Upload>;
  tags: Map<string, string>;
  /** JSON, as it was put. */
  policy?: string;
  publicAccessBlock?: PublicAccessBlockConfiguration;
  ownership?: ObjectOwnership;
  encryption: Encryption;
  cors?: CORSRule[];
  lifecycle?: LifecycleRule[];
  /** The day (UTC, counted from the epoch) up to which lifecycle rules were applied. */
  expiredUpTo: number;
  notifications: NotificationRule[];
  /** Every change is told to EventBridge. */
  eventBridge?: boolean;
  website?: WebsiteConfiguration;
  /** Grows with each change of an object: the sequencer of notifications. */
  changes: number;
}

/** Server-side encryption with keys of S3, or under the AWS managed key of KMS. */
export interface Encryption {
  algorithm: 'AES256' | 'aws:kms';
  bucketKey: boolean;
}

/** One version of an object, or the marker of its deletion. */
export interface ObjectVersion {
  /** `null` for what was written without versioning. */
  versionId: string;
  deleteMarker: boolean;
  lastModified: number; // ms, whole seconds
  /** With its quotes. */
  etag: string;
  body: Uint8Array;
  attributes: ObjectAttributes;
  tags: Map<string, string>;
  encryption: Encryption;
  checksum?: StoredChecksum;
  /** Sizes of the parts of a multipart upload, in order. */
  parts?: StoredPart[];
}

/** What is said about an object by its writer. */
export interface ObjectAttributes {
  ContentType?: string | undefined;
  CacheControl?: string | undefined;
  ContentDisposition?: string | undefined;
  ContentEncoding?: string | undefined;
  ContentLanguage?: string | undefined;
  Expires?: Date | undefined;
  /** Where the website leads instead. */
  WebsiteRedirectLocation?: string | undefined;
  StorageClass: StorageClass;
  Metadata: Record<string, string>;
}

export interface StoredChecksum {
  /** `CRC32`, ... */
  algorithm: string;
  /** Base64; of composite checksums with the number of parts: `xyz=-3`. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface StoredPart {
  number: number;
  size: number;
  checksum?: string;
}

export interface Upload {
  id: string;
  key: string;
  initiatedAt: number; // ms
  /** Who began it, as a canonical id. */
  initiator: string;
  attributes: ObjectAttributes;
  tags: Map<string, string>;
  encryption: Encryption;
  checksum: { algorithm: string; type: 'FULL_OBJECT' | 'COMPOSITE'; chosen: boolean };
  parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  etag: string;
  lastModified: number; // ms
  body: Uint8Array;
  checksum?: { algorithm: string; value: string };
}
