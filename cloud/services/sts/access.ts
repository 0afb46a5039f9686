import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { AwsError } from '../../aws-error.ts';
import type { AccessCheck } from '../../operation.ts';
import type { Service } from '../../service.ts';
import type { StsState } from './state.ts';

export const access: Service<StsState, undefined>['access'] = {
  AssumeRole: (input: AssumeRoleRequest): AccessCheck[] => {
    const resource = input.RoleArn ?? '';
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(resource))
      throw new AwsError('ValidationError', `${resource} is invalid`, { status: 400 });
    const context: Record<string, string> = { 'sts:RoleSessionName': input.RoleSessionName ?? '' };
    if (input.ExternalId !== undefined) context['sts:ExternalId'] = input.ExternalId;
    if (input.SourceIdentity !== undefined) context['sts:SourceIdentity'] = input.SourceIdentity;
    const checks = [{ action: 'sts:AssumeRole', resource, context }];
    if (input.SourceIdentity !== undefined) checks.push({ action: 'sts:SetSourceIdentity', resource, context });
    return checks;
  },
  GetAccessKeyInfo: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  // Reason: nobody can be forbidden to ask who they are, or to exchange their own long-term key.
  GetCallerIdentity: () => [],
  GetSessionToken: () => [],
};
