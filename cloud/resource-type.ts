import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { Aws } from './services/aws.ts';

/**
 * A CloudFormation resource type: data says what each property's change means, functions call operations as the
 * stack's role, through `iam`, like any client. CloudFormation User Guide, "Resource and property types reference".
 */
// biome-ignore lint/suspicious/noExplicitAny: the engine holds types of any properties in one table.
export interface ResourceType<Properties = any> {
  /** `AWS::SQS::Queue` */
  type: string;
  /** What a change of each property does. A template property missing here fails the deployment by name. */
  properties: PropertyTable;
  /** Makes the resource and returns its physical id (what Ref gives). */
  create(context: ResourceContext, properties: Properties): Promise<string>;
  /** Changes it in place; called only when a changed property says `update`. Needed as soon as one does. */
  update?(context: ResourceContext, physicalId: string, properties: Properties, previous: Properties): Promise<void>;
  /** Removes it. A resource that is already gone is no error: throw the service's own not-found code and the engine accepts it. */
  delete(context: ResourceContext, physicalId: string, properties: Properties): Promise<void>;
  /**
   * The physical id of the resource that these properties name when it exists already: a change set with
   * ImportExistingResources takes it into the stack instead of making it. Types without it are always made.
   */
  find?(context: ResourceContext, properties: Properties): Promise<string | undefined>;
  /** What Fn::GetAtt may ask, by attribute name (`Arn`, `Endpoint.Address`). */
  attributes?(context: ResourceContext, physicalId: string, properties: Properties): Promise<Record<string, unknown>>;
}

/** `update` in place, `replace` the resource, or a nested table (for lists: of their items). */
export type PropertyChange = 'update' | 'replace' | PropertyTable;
/** `'*'` as a key stands for any name (tags, environment variables, policy documents). */
export interface PropertyTable {
  [property: string]: PropertyChange;
}

/** What a resource type's functions work with. */
export interface ResourceContext {
  /** The cloud's services, called as the stack's role (or the caller, when the stack has none). */
  aws: Aws;
  account: string;
  region: string;
  stackName: string;
  stackId: string;
  logicalId: string;
  /** The stack's tags, to be put on every resource that takes tags. */
  stackTags: { Key: string; Value: string }[];
  clock: Clock;
  random: Random;
  /** A generated name as CloudFormation makes it: `<stack>-<logicalId>-<random>`, cut to `limit` characters. */
  physicalName(limit: number): string;
  /**
   * To be called by a `create` of several steps once the resource exists: a failure of a later step then deletes it
   * again. A `create` of one step need not.
   */
  initiated?(physicalId: string): void;
}
