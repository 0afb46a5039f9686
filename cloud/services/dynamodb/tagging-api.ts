import { type Tagging, tagList } from '../../tagging.ts';
import type { DynamoDbState } from './state.ts';

/** Tables, in the tagging API. */
export const tagging: Tagging<DynamoDbState> = {
  list: ({ tables }) => tables.values(),
  owns: (arn) => /^arn:aws:dynamodb:[^/]+:table\/[^/]+$/.test(arn),
  tag: ({ dynamodb }, ResourceArn, tags) => dynamodb.TagResource({ ResourceArn, Tags: tagList(tags) }),
  untag: ({ dynamodb }, ResourceArn, TagKeys) => dynamodb.UntagResource({ ResourceArn, TagKeys }),
};
