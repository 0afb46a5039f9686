/** Which API calls a fault strikes; what is left out is any. */
export interface CallScope {
  /** As in ARNs and IAM actions: `cloudformation`, `s3`, `tag`. */
  service?: string;
  /** `DeleteStack` */
  operation?: string;
  /** The caller's account. */
  account?: string;
}

/** A share of the clients' calls is answered with the service's own throttling error. */
export interface Throttle extends CallScope {
  kind: 'throttle';
  /** Of the calls in scope, 0 to 100. */
  percent: number;
}

/** Clients' calls are answered later. */
export interface Delay extends CallScope {
  kind: 'delay';
  milliseconds: number;
}

/** CloudFormation fails to delete resources of a type: DELETE_FAILED, with this reason word for word. */
export interface FailDelete {
  kind: 'fail-delete';
  /** `AWS::S3::Bucket`; left out, any type. */
  type?: string;
  /** Where the stack lives. */
  account?: string;
  reason: string;
  /** Strikes from this delete on (1 is the first, the default), counted per fault. */
  nth?: number;
  /** How many deletes fail in all; default 1, with `percent` without end. */
  times?: number;
  /** Strikes only this share of the deletes, drawn anew for each. */
  percent?: number;
}

/** Credentials are refused as expired: temporary ones, or those of one access key. */
export interface Expire {
  kind: 'expire';
  /** The account that the credentials belong to. */
  account?: string;
  accessKeyId?: string;
  /** How many calls each access key may still make; default 0. Credentials renewed in between begin anew. */
  afterCalls?: number;
}

/** Something that goes wrong on purpose. */
export type Fault = Throttle | Delay | FailDelete | Expire;

/** A fault and how often it has struck. */
export type ListedFault = Fault & { struck: number };
