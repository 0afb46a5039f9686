import { type Tagging, tagList } from '../../tagging.ts';
import type { EventsState } from './state.ts';

/** Buses and rules, in the tagging API. */
export const tagging: Tagging<EventsState> = {
  list: ({ buses }) => [...buses.values()].flatMap((bus) => [bus, ...bus.rules.values()]),
  owns: (arn) => /^arn:aws:events:[^/]+:(event-bus|rule)\//.test(arn),
  tag: ({ events }, ResourceARN, tags) => events.TagResource({ ResourceARN, Tags: tagList(tags) }),
  untag: ({ events }, ResourceARN, TagKeys) => events.UntagResource({ ResourceARN, TagKeys }),
};
