import type { Stack } from '@aws-sdk/client-cloudformation';
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { TAG, WORKSHOP } from '../../../cdk/workshop-tags.ts';
import { cleanUpOf, cleanUps, resourceOf } from '../../cleanup/index.ts';
import { byKey } from '../../cleanup/reading.ts';
import type { Clients } from '../../clients.ts';
import { keyOf, WITHOUT_REGION } from './item.ts';
import { STACK } from './read-stacks.ts';
import { isOfEvent, isUntouchable } from './untouchable.ts';

/** Asked one by one: what the tagging API of a region does not know. */
const askedSingly = cleanUps.filter(({ type, tags }) => WITHOUT_REGION.has(type) && tags);
/** CloudFormation puts this tag on all that it makes. */
const OWNER_TAG = 'aws:cloudformation:stack-id';
const PER_PAGE = 100;

/** What carries the event's tags by itself. */
export interface Tagged {
  region: string;
  type: string;
  id: string;
}

/** Where the tags are read. */
export interface TaggedPlace {
  region: string;
  aws: Clients;
  event: string;
  /** Whether what belongs to no region is read too: in one region of each account. */
  accountWide: boolean;
  /** All living stacks of the account, by id. */
  stacks: ReadonlyMap<string, Stack>;
  /** What belongs to living stacks of the event, by `keyOf`: their own deletion takes it along. */
  owned: ReadonlySet<string>;
}

/** Everything with the event's tags that no living stack owns. */
export async function* readTagged(place: TaggedPlace): AsyncGenerator<Tagged> {
  yield* fromTaggingApi(place);
  if (!place.accountWide) return;
  const { region, aws, event, owned, stacks } = place;
  for (const { type, list, tags: read } of askedSingly) {
    for await (const id of list(aws)) {
      const found = { region, type, id };
      if (isUntouchable(id) || owned.has(keyOf(found))) continue;
      const tags = await read?.(aws, id);
      if (tags && isOfEvent(tags, event) && !hasLivingOwner(tags[OWNER_TAG], stacks)) yield found;
    }
  }
}

async function* fromTaggingApi({ region, aws, event, stacks, owned }: TaggedPlace): AsyncGenerator<Tagged> {
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
      const found = { region, ...(known ? { type: known.cleanUp.type, id: known.id } : unknownOf(arn)) };
      if (found.type === STACK || askedSingly.some(({ type }) => type === found.type) || isUntouchable(found.id) || owned.has(keyOf(found)))
        continue;
      yield found;
    }
  }
}

function hasLivingOwner(stack: string | undefined, stacks: ReadonlyMap<string, Stack>): boolean {
  return stack !== undefined && stacks.has(stack);
}

/** Budgets carry no tag of their stack, so they are to be known by the name that the stack knows them by. */
const BUDGET = /^arn:[^:]+:budgets::\d{12}:budget\/(.+)$/;

/** What an ARN of a type that is not cleaned up by itself is called: `events:event-bus`. */
function unknownOf(arn: string): Pick<Tagged, 'type' | 'id'> {
  const budget = BUDGET.exec(arn)?.[1];
  if (budget !== undefined) return { type: 'AWS::Budgets::Budget', id: budget };
  const [, , service = '?', , , resource = '?'] = arn.split(':');
  return { type: `${service}:${resource.split('/')[0]}`, id: arn };
}

/** Whether it can be deleted by itself. */
export const isDeletable = (type: string) => cleanUpOf.has(type);
