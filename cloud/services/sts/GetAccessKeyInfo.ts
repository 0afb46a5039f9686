import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../aws-error.ts';
import { issuedAccount } from '../../iam/access-key.ts';
import type { Operation } from '../../operation.ts';
import type { StsState } from './state.ts';

/** The account of an access key that this cloud issued. STS API Reference, GetAccessKeyInfo. */
export const GetAccessKeyInfo: Operation<StsState, GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = ({ AccessKeyId: key = '' }) => {
  const account = issuedAccount(key);
  if (account === undefined) throw new AwsError('ValidationError', `The access key ${key} was not issued by this cloud.`, { status: 400 });
  return { Account: account };
};
