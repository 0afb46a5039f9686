import { isTagValue, type Ownership } from '#cdk/workshop-tags.ts';
import type { Option, World } from './command.ts';
import type { Deployment } from './deployment.ts';
import { ExitCode } from './exit-code.ts';
import { nearest } from './nearest.ts';
import { checkName } from './stack-name.ts';
import { type LabFolder, type LoadedLab, labIds, loadLab, openLab } from './stage.ts';
import { openTarget, type Target } from './target.ts';
import { UserError } from './user-error.ts';

/** Options of every command that works on a deployed lab. */
export const targetOptions = {
  target: { type: 'string', help: 'option.target', value: 'local|aws|URL', default: 'local' },
  region: { type: 'string', help: 'option.region', value: 'REGION' },
  profile: { type: 'string', help: 'option.profile', value: 'PROFILE' },
  name: { type: 'string', help: 'option.name', value: 'NAME' },
} as const satisfies Record<string, Option>;

/** Options that say whose a lab is. */
export const ownershipOptions = {
  event: { type: 'string', help: 'option.event', value: 'ID' },
  participant: { type: 'string', help: 'option.participant', value: 'NAME' },
} as const satisfies Record<string, Option>;

/** Whose a lab is, as the options say, or the environment that an event gives its participants. Throws UserError. */
export function readOwnership(
  { event, participant, name }: { event?: string | undefined; participant?: string | undefined; name?: string | undefined },
  { environment }: World,
): Ownership {
  const owner = {
    event: event ?? (environment.WORKSHOP_EVENT || undefined),
    participant: participant ?? (environment.WORKSHOP_PARTICIPANT || undefined) ?? name,
  };
  for (const value of [owner.event, owner.participant]) {
    if (value !== undefined && !isTagValue(value)) throw new UserError('argument.tag', { value });
  }
  return owner;
}

interface TargetValues {
  target: string;
  region: string | undefined;
  profile: string | undefined;
  name: string | undefined;
}

/** The lab's manifest; an unknown id is told with the nearest one. */
export async function findLab(id: string, { root }: World): Promise<LabFolder> {
  const ids = labIds(root);
  if (!ids.includes(id)) throw new UserError('lab.unknown', { lab: id, nearest: nearest(id, ids) });
  return whole(id, () => openLab(root, id));
}

/** A lab in one stage, ready to be deployed; a wrong stage or a broken source is told in one line. */
export async function readLab(id: string, stage: string, world: World): Promise<LoadedLab> {
  const { lab } = await findLab(id, world);
  if (!lab.stages.includes(stage)) throw new UserError('stage.unknown', { lab: id, stage, stages: lab.stages.join(', ') });
  return whole(id, () => loadLab(world.root, id, { stage }));
}

export async function openLabDeployment(
  id: string,
  values: TargetValues,
  world: World,
  ownership: Ownership = readOwnership(values, world),
): Promise<{ target: Target; deployment: Deployment }> {
  const target = await openLabTarget(values, world);
  return { target, deployment: await openDeploymentOn(target, id, values, world, ownership) };
}

/** Where labs are deployed. A name that cannot be is told before a cloud is started for it. */
export async function openLabTarget(values: TargetValues, world: World): Promise<Target> {
  checkName(values.name);
  return openTarget(values.target, values, world);
}

/** A lab's deployment on a target that was opened before. */
export async function openDeploymentOn(
  target: Target,
  id: string,
  values: Omit<TargetValues, 'target'>,
  world: World,
  ownership: Ownership = readOwnership(values, world),
): Promise<Deployment> {
  // Reason: loaded when needed, as the SDK and the toolkit would slow down every other command.
  const { openDeployment } = await import('./deployment.ts');
  return openDeployment(id, target, values.name, world, ownership);
}

/** On AWS nothing happens before the account's number was typed (or `--yes` given). */
export async function confirmAccount(deployment: Deployment, target: Target, yes: boolean, { io }: World): Promise<void> {
  if (target.kind !== 'aws' || yes) return;
  const { account } = deployment.caller;
  if ((await io.ask('aws.confirm', { account })) !== account) throw new UserError('aws.not-confirmed');
}

/** Loading a lab runs its source: an error in it is the reader's own, with its place. */
export async function whole<Loaded>(lab: string, load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    throw new UserError('lab.broken', { lab, reason: placeOf(error) }, ExitCode.Usage, error);
  }
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /(?:file:\/\/)?(\/[^\s()]+\.ts(?::\d+)*)/.exec(error.stack ?? '')?.[1];
  const text = `${error.name}: ${error.message.split('\n')[0]}`;
  return place ? `${text} (${place})` : text;
}
