import { CreateTopic, DeleteTopic, ListTopics } from './CreateTopic.ts';
import { ListSubscriptions, ListSubscriptionsByTopic } from './ListSubscriptions.ts';
import { Publish, PublishBatch } from './Publish.ts';
import { AddPermission, RemovePermission } from './permissions.ts';
import { ConfirmSubscription, Subscribe, Unsubscribe } from './Subscribe.ts';
import { GetSubscriptionAttributes, SetSubscriptionAttributes } from './subscription-attributes.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';
import { GetTopicAttributes, SetTopicAttributes } from './topic-attributes.ts';

export const operations = {
  AddPermission,
  ConfirmSubscription,
  CreateTopic,
  DeleteTopic,
  GetSubscriptionAttributes,
  GetTopicAttributes,
  ListSubscriptions,
  ListSubscriptionsByTopic,
  ListTagsForResource,
  ListTopics,
  Publish,
  PublishBatch,
  RemovePermission,
  SetSubscriptionAttributes,
  SetTopicAttributes,
  Subscribe,
  TagResource,
  Unsubscribe,
  UntagResource,
};
