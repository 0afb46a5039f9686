import { s3Error } from './errors.ts';

const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Throws InvalidBucketName. S3 User Guide, "General purpose bucket naming rules". */
export function checkBucketName(name: string): void {
  const wellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name);
  if (!wellFormed || RESERVED.test(name)) throw s3Error('InvalidBucketName');
}
