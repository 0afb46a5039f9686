import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { Parameter } from './resources/AWS-SSM-Parameter.ts';
import { initialState, type SsmState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Systems Manager: Parameter Store. */
export const ssm = defineService<SsmState>({
  name: 'ssm',
  wires: [{ signingName: 'ssm', target: 'AmazonSSM', load: () => import('@aws-sdk/client-ssm') }],
  scope: 'region',
  initialState,
  operations,
  access,
  tagging,
  resourceTypes: [Parameter],
});
