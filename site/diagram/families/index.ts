import type { Family, ResourceKind } from '../family.ts';
import { apiGateway } from './api-gateway.ts';
import { containers } from './containers.ts';
import { databases } from './databases.ts';
import { delivery } from './delivery.ts';
import { events } from './events.ts';
import { lambda } from './lambda.ts';
import { messaging } from './messaging.ts';
import { network } from './network.ts';
import { observability } from './observability.ts';
import { security } from './security.ts';
import { stepFunctions } from './step-functions.ts';
import { storage } from './storage.ts';

/** Every resource type that drawings know. */
export const families: Family = {
  ...lambda,
  ...storage,
  ...apiGateway,
  ...messaging,
  ...events,
  ...stepFunctions,
  ...observability,
  ...network,
  ...containers,
  ...databases,
  ...delivery,
  ...security,
};

/** What a type is in a drawing; a type that no family knows is a node under its own name. */
export function kindOf(type: string): ResourceKind {
  const name = type.split('::').slice(1).join(' ') || type;
  return families[type] ?? { label: { vi: name, en: name }, icon: 'AWSCloudFormation' };
}
