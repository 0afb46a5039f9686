import { TAG, WORKSHOP } from '../../../cdk/workshop-tags.ts';

/** Stacks that no event owns, whatever their tags say: every CDK app of the account needs its bootstrap. */
const UNTOUCHABLE_STACKS: readonly RegExp[] = [/^CDKToolkit/, /^StackSet-AWSControlTower/, /^AWSControlTower/];
/** What belongs to those stacks, and roles that AWS itself keeps. */
const UNTOUCHABLE_IDS: readonly RegExp[] = [
  /^cdk-[a-z0-9]{1,10}-/,
  /^\/cdk-bootstrap\//,
  /^AWSServiceRoleFor/,
  /^OrganizationAccountAccessRole$/,
];

export type Tags = Readonly<Record<string, string>>;

/** Whether the tags are those of this event: both, letter for letter. */
export function isOfEvent(tags: Tags, event: string): boolean {
  return tags[TAG.workshop] === WORKSHOP && tags[TAG.event] === event;
}

export const isUntouchableStack = (name: string) => UNTOUCHABLE_STACKS.some((pattern) => pattern.test(name));
export const isUntouchable = (id: string) => UNTOUCHABLE_IDS.some((pattern) => pattern.test(id));

/** Whether an alias looks like one of these, `*` standing for any characters; case does not matter. */
export function looksLike(alias: string, patterns: readonly string[]): string | undefined {
  return patterns.find((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'i').test(alias);
  });
}
