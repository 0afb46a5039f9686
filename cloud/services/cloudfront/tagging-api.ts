import { type Tagging, tagList } from '../../tagging.ts';
import type { CloudFrontState } from './state.ts';

/** Distributions, in the tagging API of us-east-1. */
export const tagging: Tagging<CloudFrontState> = {
  list: ({ distributions }, { region }) => (region === 'us-east-1' ? distributions.values() : []),
  owns: (arn) => /^arn:aws:cloudfront::\d{12}:distribution\//.test(arn),
  tag: ({ cloudfront }, Resource, tags) => cloudfront.TagResource({ Resource, Tags: { Items: tagList(tags) } }),
  untag: ({ cloudfront }, Resource, Items) => cloudfront.UntagResource({ Resource, TagKeys: { Items } }),
};
