import type { Tagging } from '../../tagging.ts';
import type { KinesisState } from './state.ts';

/** Streams and their consumers, in the tagging API. */
export const tagging: Tagging<KinesisState> = {
  *list({ streams }) {
    for (const stream of streams.values()) {
      yield stream;
      for (const { arn, tags } of stream.consumers.values()) yield { arn, tags, type: 'consumer' };
    }
  },
  owns: (arn) => /^arn:aws:kinesis:[^/]+:stream\//.test(arn),
  tag: ({ kinesis }, ResourceARN, Tags) => kinesis.TagResource({ ResourceARN, Tags }),
  untag: ({ kinesis }, ResourceARN, TagKeys) => kinesis.UntagResource({ ResourceARN, TagKeys }),
};
