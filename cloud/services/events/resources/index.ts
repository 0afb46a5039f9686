import type { ResourceType } from '../../../resource-type.ts';
import { Archive } from './AWS-Events-Archive.ts';
import { EventBus } from './AWS-Events-EventBus.ts';
import { EventBusPolicy } from './AWS-Events-EventBusPolicy.ts';
import { Rule } from './AWS-Events-Rule.ts';

export const resourceTypes: readonly ResourceType[] = [Archive, EventBus, EventBusPolicy, Rule];
