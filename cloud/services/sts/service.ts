import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { initialState, type StsState } from './state.ts';

/** AWS Security Token Service: who am I, and temporary credentials. */
export const sts = defineService<StsState>({
  name: 'sts',
  wires: [{ signingName: 'sts', version: '2011-06-15', load: () => import('@aws-sdk/client-sts') }],
  scope: 'partition',
  initialState,
  operations,
  access,
  // Reason: GetSessionToken issues credentials.
  reads: ['GetCallerIdentity', 'GetAccessKeyInfo'],
  refuses: ['MinimumSessionTokenSize'],
  resourceTypes: [],
});
