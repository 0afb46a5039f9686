import { LAMBDA_CONCURRENCY, NEW_ACCOUNT_CONCURRENCY } from '../../quotas.ts';
import { defineService } from '../../service.ts';
import { operations } from './operations.ts';
import { quotaArn, quotaAt } from './quotas.ts';
import { initialState, type QuotasState } from './state.ts';

/** Service Quotas: what an account may have of the things that labs use. Increases are noted, and granted by nobody. */
export const servicequotas = defineService<QuotasState>({
  name: 'servicequotas',
  wires: [{ signingName: 'servicequotas', target: 'ServiceQuotasV20190624', load: () => import('@aws-sdk/client-service-quotas') }],
  scope: 'account',
  initialState,
  operations,
  access: {
    RequestServiceQuotaIncrease: (input: { ServiceCode: string; QuotaCode: string }, call) => ({
      action: 'servicequotas:RequestServiceQuotaIncrease',
      resource: quotaArn(call, quotaAt(input.ServiceCode, input.QuotaCode)),
      context: { 'servicequotas:service': input.ServiceCode },
    }),
  },
  resourceTypes: [],
  subscriptions: {
    'organizations.AccountCreated': ({ account }, background) => {
      const call = background.open(account, 'us-east-1');
      call.state.applied.set(LAMBDA_CONCURRENCY, NEW_ACCOUNT_CONCURRENCY);
      call.changed();
    },
  },
});
