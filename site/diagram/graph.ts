import type { Text } from '../../labs/contract.ts';

/** An architecture as its template says it: what a drawing is made from. */
export interface Graph {
  nodes: DiagramNode[];
  edges: DiagramEdge[];
  groups: DiagramGroup[];
}

export interface DiagramNode {
  /** The logical id; an index of a table is `<LogicalId>/index/<IndexName>`, an actor has its name in the hints. */
  id: string;
  /** How hints call it: its construct path, an index below its table's, an actor's key. */
  path: string;
  /** As much of the construct path as tells it from the others: `Users`. */
  name: string;
  /** What drawn text says instead, where the hints say something. */
  called?: Text;
  /** Empty for an actor, who stands in no template. */
  type: string;
  /** The service's name in IAM. */
  service: string;
  /** A file of `aws-icons/icons`: `architecture-service/AWSLambda`. */
  icon: string;
  kind: Text;
  group: string | undefined;
  hidden: boolean;
  /** Column and row in the wide drawing, where the hints say so. */
  at: readonly [number, number] | undefined;
  /** Place in the tall drawing, where the hints say so. */
  rank: number | undefined;
}

/**
 * `deliver`: brings events, records, messages. `invoke`: calls. `read` and `write` go in the direction of the data.
 * `copy`: a table to its index. `watch`: metrics to an alarm. `permission`: allowed, but nothing says that it happens.
 * `reference`: knows the other's name, and may do nothing with it.
 */
export type EdgeKind = 'deliver' | 'invoke' | 'write' | 'read' | 'copy' | 'watch' | 'permission' | 'reference';

export interface DiagramEdge {
  /** `<from>--<to>`. */
  id: string;
  from: string;
  to: string;
  kind: EdgeKind;
  label: Text | undefined;
  /** Where the template says so. */
  reasons: Reason[];
  /** Only looked at: drawn dotted. */
  setting: boolean;
  /** In the drawing; every edge is in the list beside it. */
  drawn: boolean;
}

export interface Reason {
  /** The logical id that says it: an event source mapping, a policy. */
  resource: string;
  /** Its construct path. */
  path: string;
  /** The IAM actions it allows; empty where it is wiring and not permission. */
  actions: string[];
}

export interface DiagramGroup {
  id: string;
  name: string;
  kind: Text;
  icon: string;
  group: string | undefined;
  /** The logical ids it stands for: subnets of the same kind are one group. */
  stands: string[];
}

export const edgeId = (from: string, to: string) => `${from}--${to}`;
