import type { Text } from '#labs/contract.ts';
import type { Clients } from '../clients.ts';

/** How one type of resource is found, made deletable and deleted: one small file a type, in this folder. */
export interface CleanUp {
  /** CloudFormation's name: `AWS::S3::Bucket`. */
  type: string;
  /** Types of which nothing may be left before this one is deleted: what uses it, or would make it anew. */
  after: readonly string[];
  /** `account`: the same from every region, so it is listed once an account. */
  scope: 'region' | 'account';
  /** The ids (as CloudFormation's `Ref` gives them) of everything of the type, page by page. */
  list(aws: Clients): AsyncIterable<string>;
  /** Its tags, by key; undefined where it does not exist (any more). Absent: the type takes no tags. */
  tags?(aws: Clients, id: string): Promise<Record<string, string> | undefined>;
  /** The id behind an ARN of this type; undefined for an ARN of any other. The tagging API speaks in ARNs. `endpoint`: unless it is AWS. */
  idOf(arn: string, endpoint?: string): string | undefined;
  /** Takes out what keeps it from being deleted; resolves with the number of things. Absent: nothing can be in it. */
  empty?(aws: Clients, id: string): Promise<number>;
  /** CloudFormation never deletes it full: it is emptied before its stack is deleted, not only after that failed. */
  emptyFirst?: true;
  /** A switch that keeps it from being deleted by mistake. It is lifted only where somebody said so. */
  protection?: { isOn(aws: Clients, id: string): Promise<boolean>; lift(aws: Clients, id: string): Promise<void> };
  /** Deletes it, without what would keep it recoverable. What is gone already is no error. */
  delete(aws: Clients, id: string): Promise<void>;
  /** Why one may outlive its stack, and what to do about it. */
  survives: { why: Text; todo: Text };
}
