import type { Text } from '../../labs/contract.ts';
import type { EdgeKind } from './graph.ts';

/** One resource of a template, as its family reads it. */
export interface ResourceView {
  id: string;
  type: string;
  name: string;
  properties: Readonly<Record<string, unknown>>;
}

/** Something that goes from one resource to another, and where the template says so. `poll`: takes records by asking. */
export interface Flow {
  from: string;
  to: string;
  kind: EdgeKind | 'poll';
  label?: Text;
  /** The logical id that says it. */
  resource: string;
  actions?: string[];
  /** What is only given up on goes there: the permissions on it are for that, not for the function's code. */
  failure?: boolean;
}

/** The other resources, for families whose wiring goes by names. */
export interface Look {
  readonly all: readonly ResourceView[];
  get(id: string): ResourceView | undefined;
}

/** A piece of a resource that is drawn by itself: an index of a table. */
export interface Part {
  id: string;
  name: string;
  kind: Text;
}

/** What a type of resource is in a drawing. */
export interface ResourceKind {
  label: Text;
  /** A file of `aws-icons/icons/architecture-service`, or of another folder of `aws-icons/icons` with its name. */
  icon: string;
  /** A box around others. */
  group?: true;
  /** Not drawn by itself. `into`: properties that name what it is drawn as; none: it is not drawn at all. */
  folded?: { into: readonly string[]; because: string };
  /** Drawn as the resource that names it in one of these properties, where one does. */
  usedBy?: readonly { type: string; property: string }[];
  /** Not drawn: what comes to it goes on to where it leads. */
  through?: true;
  /** Properties that name the groups it stands in. */
  inside?: readonly string[];
  /** Its definition says all it does, so that its role's policies only allow, and never draw. */
  declared?: true;
  parts?(resource: ResourceView): Part[];
  flows?(resource: ResourceView, look: Look): Flow[];
}

/** Types by their names in CloudFormation. */
export type Family = Readonly<Record<string, ResourceKind>>;

/** A node of its own with nothing to say beyond what policies say. */
export const node = (vi: string, en: string, icon: string, more: Omit<ResourceKind, 'label' | 'icon'> = {}): ResourceKind => ({
  label: { vi, en },
  icon,
  ...more,
});

/** Drawn as something else, or not at all. */
export const folded = (
  into: readonly string[],
  because: string,
  more: Omit<ResourceKind, 'label' | 'icon' | 'folded'> = {},
): ResourceKind => ({
  label: { vi: '', en: '' },
  icon: '',
  folded: { into, because },
  ...more,
});

export const same = (text: string): Text => ({ vi: text, en: text });
