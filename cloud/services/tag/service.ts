import { defineService } from '../../service.ts';
import { operations } from './operations.ts';
import { createLocal, type Local, type TagState } from './state.ts';

/** AWS Resource Groups Tagging API: the tags of all services in one place. What was tagged once and is no more is not remembered. */
export const tag = defineService<TagState, Local>({
  name: 'tag',
  wires: [
    {
      signingName: 'tagging',
      target: 'ResourceGroupsTaggingAPI_20170126',
      load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
    },
  ],
  scope: 'region',
  initialState: () => ({}),
  createLocal,
  operations,
  access: {},
  refuses: ['IncludeComplianceDetails', 'ExcludeCompliantResources'],
  resourceTypes: [],
});
