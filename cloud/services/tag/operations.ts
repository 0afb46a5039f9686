import { GetResources } from './GetResources.ts';
import { GetTagKeys, GetTagValues } from './keys.ts';
import { TagResources, UntagResources } from './tagging.ts';

/** What the tagging API can do. */
export const operations = { GetResources, GetTagKeys, GetTagValues, TagResources, UntagResources };
