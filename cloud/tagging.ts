import type { Aws } from './services/aws.ts';

/** A resource with its tags, as the tagging API tells of it. */
export interface TaggedResource {
  arn: string;
  tags: Iterable<readonly [key: string, value: string]>;
  /** `queue` in the resource type `sqs:queue`, where the ARN does not say it. */
  type?: string;
}

/** How a service takes part in the tagging API (Resource Groups Tagging API): what it has, and its own operations for tags. */
export interface Tagging<State = unknown> {
  /** Everything of an account and region that can carry tags; what carries none may be among it. */
  list(state: State, place: { account: string; region: string }): Iterable<TaggedResource>;
  /** Whether an ARN is of a resource that this service tags. */
  owns(arn: string): boolean;
  /** Through the service's own operation, as the caller. Left out where tags are not set that way (stacks). */
  tag?(aws: Aws, arn: string, tags: Record<string, string>): Promise<unknown>;
  untag?(aws: Aws, arn: string, keys: string[]): Promise<unknown>;
}

/** `{ a: '1' }` as most services spell it. */
export function tagList(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
