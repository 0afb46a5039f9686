import type { Stack } from '@aws-sdk/client-cloudformation';
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { TAG, WORKSHOP } from '../../../cdk/workshop-tags.ts';
import { cleanUpOf, cleanUps, resourceOf } from '../../cleanup/index.ts';
import { byKey } from '../../cleanup/reading.ts';
import type { Clients } from '../../clients.ts';
import { keyOf } from './item.ts';
import { STACK } from './read-stacks.ts';
import { isOfEvent, isUntouchable } from './untouchable.ts';

/** Types whose tags the Resource Groups Tagging API does not know, or only in us-east-1: each is asked by itself. */
const ASKED_SINGLY: ReadonlySet<string> = new Set([
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::InstanceProfile',
]);
/** CloudFormation puts this tag on all that it makes. */
const OWNER_TAG = 'aws:cloudformation:stack-id';
const PER_PAGE = 100;

/** What carries the event's tags by itself. */
export interface Tagged {
  type: string;
  id: string;
}

/** Where the tags are read. */
export interface TaggedPlace {
  aws: Clients;
  event: string;
  /** Whether what belongs to no region is read too: in one region of each account. */
  accountWide: boolean;
  /** All living stacks of the place, by id. */
  stacks: ReadonlyMap<string, Stack>;
  /** What belongs to living stacks of the event, by `keyOf`: their own deletion takes it along. */
  owned: ReadonlySet<string>;
}

/** Everything with the event's tags that no living stack owns. */
export async function* readTagged(place: TaggedPlace): AsyncGenerator<Tagged> {
  yield* fromTaggingApi(place);
  if (!place.accountWide) return;
  for (const cleanUp of cleanUps) {
    if (!ASKED_SINGLY.has(cleanUp.type) || !cleanUp.tags) continue;
    for await (const id of cleanUp.list(place.aws)) {
      if (isUntouchable(id) || place.owned.has(keyOf({ type: cleanUp.type, id }))) continue;
      const tags = await cleanUp.tags(place.aws, id);
      if (tags && isOfEvent(tags, place.event) && !hasLivingOwner(tags[OWNER_TAG], place.stacks)) yield { type: cleanUp.type, id };
    }
  }
}

async function* fromTaggingApi({ aws, event, stacks, owned }: TaggedPlace): AsyncGenerator<Tagged> {
  const TagFilters = [
    { Key: TAG.workshop, Values: [WORKSHOP] },
    { Key: TAG.event, Values: [event] },
  ];
  const client = aws.client(ResourceGroupsTaggingAPIClient);
  for await (const page of paginateGetResources({ client, pageSize: PER_PAGE }, { TagFilters })) {
    for (const { ResourceARN: arn = '', Tags } of page.ResourceTagMappingList ?? []) {
      const tags = byKey(Tags);
      // Reason: nothing is deleted on a filter alone.
      if (!isOfEvent(tags, event) || hasLivingOwner(tags[OWNER_TAG], stacks)) continue;
      const known = resourceOf(arn, aws.configuration.endpoint);
      const found = known ? { type: known.cleanUp.type, id: known.id } : { type: typeOf(arn), id: arn };
      if (found.type === STACK || ASKED_SINGLY.has(found.type) || isUntouchable(found.id) || owned.has(keyOf(found))) continue;
      yield found;
    }
  }
}

function hasLivingOwner(stack: string | undefined, stacks: ReadonlyMap<string, Stack>): boolean {
  return stack !== undefined && stacks.has(stack);
}

/** What an ARN of a type that is not cleaned up is called: `states:stateMachine`. */
function typeOf(arn: string): string {
  const [, , service = '?', , , resource = '?'] = arn.split(':');
  return `${service}:${resource.split('/')[0]}`;
}

/** Whether it can be deleted by itself. */
export const isDeletable = (type: string) => cleanUpOf.has(type);
