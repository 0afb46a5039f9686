import type { ResourceType } from '../../../resource-type.ts';

export const resourceTypes: readonly ResourceType[] = [];
