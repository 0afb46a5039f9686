import type { Template } from '#labs/lab-pack.ts';
import type { Activity as CloudActivity } from '../../../cloud/cloud.ts';
import type { Activity } from '../messages.ts';

/** How often what happened is told, in ms: about once a frame. */
const TELL_EVERY_MS = 50;
/** CloudFormation's own work on resources is told by its events. */
const MAKERS = /^(Create|Update|Delete|Put(Role|Bucket|Retention)|Tag|Untag|Attach|Detach|Describe|List|Add|Remove)/;

/** Says of a principal that it is the page looking into its cloud: nothing that a lab does. */
export const LOOKING = 'the page';

/** Turns calls into what happened between two parts of a stack. */
export class ActivityWatch {
  readonly #tell: (activity: Activity[]) => void;
  #owners = new Map<string, string>();
  #byRole = new Map<string, string>();
  #waiting = new Map<string, Activity>();
  #due = false;

  constructor(tell: (activity: Activity[]) => void) {
    this.#tell = tell;
  }

  /** Says what is deployed: physical ids by logical id, and the template that says whose role is whose. */
  know(resources: Readonly<Record<string, { id: string; type: string }>>, template: Template | undefined): void {
    this.#owners = new Map(Object.entries(resources).map(([logicalId, { id }]) => [nameOf(id), logicalId]));
    this.#byRole = new Map();
    for (const [logicalId, { Properties }] of Object.entries(template?.Resources ?? {})) {
      const role = Properties?.Role ?? Properties?.RoleArn;
      const roleId = (role as { 'Fn::GetAtt'?: [string, string] } | undefined)?.['Fn::GetAtt']?.[0];
      const roleName = roleId === undefined ? undefined : resources[roleId]?.id;
      if (roleName !== undefined) this.#byRole.set(roleName, logicalId);
    }
  }

  see({ service, operation, principal, checks, input, output, error }: CloudActivity): void {
    if (MAKERS.test(operation) || ('via' in principal && principal.via === LOOKING)) return;
    const from = this.#actor(principal);
    const to = checks.map(({ resource }) => this.#owner(resource)).find((owner) => owner !== undefined);
    if (from === undefined || to === undefined || from === to) return;
    const items = countOf(operation, input, output);
    if (items === 0 && error === undefined) return;
    const action = `${service}:${operation}`;
    const key = `${from} ${to} ${action}`;
    const known = this.#waiting.get(key) ?? { from, to, action, calls: 0, items: 0, failed: 0 };
    known.calls++;
    known.items += error === undefined ? items : 0;
    if (error !== undefined) {
      known.failed++;
      known.error = error;
    }
    this.#waiting.set(key, known);
    this.#arm();
  }

  #arm(): void {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      const activity = [...this.#waiting.values()];
      this.#waiting.clear();
      this.#tell(activity);
    }, TELL_EVERY_MS);
  }

  #actor(principal: CloudActivity['principal']): string | undefined {
    switch (principal.type) {
      case 'root':
      case 'user':
        return principal.via === undefined ? 'you' : 'aws';
      case 'assumed-role':
        return this.#byRole.get(nameOf(principal.roleArn));
      case 'service':
        return (principal.sourceArn !== undefined && this.#owner(principal.sourceArn)) || 'aws';
      default:
        return 'you';
    }
  }

  #owner(arn: string): string | undefined {
    // Reason: an ARN may go on below the resource: `table/Orders/stream/2026-...`, `bucket/key`.
    for (const part of arn.split(/[:/]/)) {
      const owner = this.#owners.get(part);
      if (owner !== undefined) return owner;
    }
    return undefined;
  }
}

/** The name within a physical id that is an ARN or an address. */
function nameOf(id: string): string {
  return id.split(/[:/]/).at(-1) ?? id;
}

const LISTS = ['Records', 'Messages', 'Entries', 'TransactItems', 'Items'] as const;

/** How many things a call carried; a look that found nothing carried none. */
function countOf(operation: string, input: unknown, output: unknown): number {
  for (const value of [output, input]) {
    const list =
      typeof value === 'object' && value !== null
        ? LISTS.map((name) => (value as Record<string, unknown>)[name]).find(Array.isArray)
        : undefined;
    if (list) return list.length;
  }
  return operation === 'ReceiveMessage' ? 0 : 1;
}
