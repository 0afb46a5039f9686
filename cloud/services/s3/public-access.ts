import type {
  DeletePublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { PolicyDocument, StatementDocument } from '../../iam/policy.ts';
import type { Operation } from '../../operation.ts';
import { bucketArn, bucketOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import type { Bucket, S3State } from './state.ts';

/** Condition keys that limit a statement to somebody in particular, unless their value is a wildcard. S3 User Guide, "The meaning of public". */
const LIMITING_KEYS = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
];

/** Sets what may become public. Policies are held to it; ACLs are off in every bucket here. S3 API Reference, PutPublicAccessBlock. */
export const PutPublicAccessBlock: Operation<S3State, PutPublicAccessBlockRequest, void> = (input, call) => {
  const {
    BlockPublicAcls = false,
    IgnorePublicAcls = false,
    BlockPublicPolicy = false,
    RestrictPublicBuckets = false,
  } = input.PublicAccessBlockConfiguration!;
  bucketOf(call, input).publicAccessBlock = { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets };
};

export const GetPublicAccessBlock: Operation<S3State, GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> = (input, call) => {
  const { publicAccessBlock } = bucketOf(call, input);
  if (!publicAccessBlock) throw s3Error('NoSuchPublicAccessBlockConfiguration');
  return { PublicAccessBlockConfiguration: publicAccessBlock };
};

export const DeletePublicAccessBlock: Operation<S3State, DeletePublicAccessBlockRequest, void> = (input, call) => {
  delete bucketOf(call, input).publicAccessBlock;
};

/** Whether a policy lets everybody do something. S3 User Guide, "The meaning of public". */
export function isPublic({ Statement }: PolicyDocument): boolean {
  return Statement.some((statement) => statement.Effect === 'Allow' && isForEverybody(statement) && !isLimited(statement));
}

/** The policy as `iam` reads it: a public one of a bucket with RestrictPublicBuckets is for the owner's account and for AWS services only. */
export function effectivePolicy({ name, account, policy, publicAccessBlock }: Bucket): string | undefined {
  if (policy === undefined || !publicAccessBlock?.RestrictPublicBuckets) return policy;
  const document = checkPolicy('resource', policy);
  if (!isPublic(document)) return policy;
  const onlyTheOwner = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn(name), `${bucketArn(name)}/*`],
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': account }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
  };
  return JSON.stringify({ ...document, Statement: [...document.Statement, onlyTheOwner] });
}

function isForEverybody({ Principal, NotPrincipal }: StatementDocument): boolean {
  if (NotPrincipal) return true;
  return Principal === '*' || (typeof Principal === 'object' && Object.values(Principal).some((names) => names.includes('*')));
}

function isLimited({ Condition }: StatementDocument): boolean {
  return Object.entries(Condition ?? {}).some(
    ([operator, keys]) =>
      !/not|null|ifexists/i.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          LIMITING_KEYS.includes(key.toLowerCase()) && values.every((value) => !/^\*|^0\.0\.0\.0\/[0-7]$|^::\/0$/.test(value)),
      ),
  );
}
