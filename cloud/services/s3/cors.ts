import type { DeleteBucketCorsRequest, GetBucketCorsOutput, GetBucketCorsRequest, PutBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { bucketOf } from './buckets.ts';
import { invalidRequest, s3Error } from './errors.ts';
import type { S3State } from './state.ts';

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
const MAX_RULES = 100;

/** Keeps the rules for pages of other origins. S3 API Reference, PutBucketCors. */
export const PutBucketCors: Operation<S3State, PutBucketCorsRequest, void> = (input, call) => {
  const bucket = bucketOf(call, input);
  const rules = input.CORSConfiguration!.CORSRules ?? [];
  if (rules.length === 0 || rules.length > MAX_RULES) throw s3Error('MalformedXML');
  for (const { AllowedMethods, AllowedOrigins } of rules) {
    for (const method of AllowedMethods ?? []) {
      if (!METHODS.includes(method)) throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
    }
    for (const origin of AllowedOrigins ?? []) {
      if (origin.split('*').length > 2) throw invalidRequest(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
    }
  }
  bucket.cors = rules;
};

export const GetBucketCors: Operation<S3State, GetBucketCorsRequest, GetBucketCorsOutput> = (input, call) => {
  const { cors } = bucketOf(call, input);
  if (!cors) throw s3Error('NoSuchCORSConfiguration');
  return { CORSRules: cors };
};

export const DeleteBucketCors: Operation<S3State, DeleteBucketCorsRequest, void> = (input, call) => {
  delete bucketOf(call, input).cors;
};
