import { defineService } from '../../service.ts';
import { complete } from './accounts.ts';
import { operations } from './operations.ts';
import { initialState, type Local, type OrganizationsState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Organizations: accounts, and units that hold them. There are no policies of an organization: nothing is limited by one. */
export const organizations = defineService<OrganizationsState, Local>({
  name: 'organizations',
  wires: [{ signingName: 'organizations', target: 'AWSOrganizationsV20161128', load: () => import('@aws-sdk/client-organizations') }],
  scope: 'partition',
  initialState,
  createLocal: () => ({ fault: () => {} }),
  operations,
  access: {},
  tagging,
  resourceTypes: [],
  start(background) {
    background.local.fault = background.fault;
    for (const { account, region } of background.places()) {
      const { state } = background.open(account, region);
      for (const organization of state.organizations.values()) {
        const call = background.open(organization.managementAccount, 'us-east-1');
        for (const request of organization.requests.values()) complete(call, organization, request).catch(background.fault);
      }
    }
  },
});
