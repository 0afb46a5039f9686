import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { type IamState, initialState } from './state.ts';

/** AWS Identity and Access Management: who there is, and what they may do. */
export const iam = defineService<IamState>({
  name: 'iam',
  wires: [{ signingName: 'iam', version: '2010-05-08', load: () => import('@aws-sdk/client-iam') }],
  scope: 'account',
  initialState,
  operations,
  access,
  resourcePolicy: (arn, state) => {
    const role = state.roles.get(arn.slice(arn.lastIndexOf('/') + 1));
    return role?.arn === arn ? role.trustPolicy : undefined;
  },
  resourceTypes: [],
});
