import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { endInterrupted, interruptAll } from './interrupted.ts';
import { operations } from './operations.ts';
import { Metadata } from './resources/AWS-CDK-Metadata.ts';
import { WaitConditionHandle } from './resources/AWS-CloudFormation-WaitConditionHandle.ts';
import { type CloudFormationState, createLocal, type Local } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS CloudFormation: stacks of resources of all services. Nested stacks are a type of their own (`nested-stack.ts`). */
export const cloudformation = defineService<CloudFormationState, Local>({
  name: 'cloudformation',
  wires: [{ signingName: 'cloudformation', version: '2010-05-15', load: () => import('@aws-sdk/client-cloudformation') }],
  scope: 'region',
  initialState: () => ({ stacks: new Map() }),
  createLocal,
  operations,
  access,
  reads: ['ValidateTemplate', ...Object.keys(operations).filter((name) => /^(Get|List|Describe)/.test(name))],
  refuses: ['CallAs', 'ForceRollback', 'TemplateSummaryConfig'],
  tagging,
  resourceTypes: [Metadata, WaitConditionHandle],
  start: endInterrupted,
  stop: interruptAll,
});
