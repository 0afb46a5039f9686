import type { World } from '../command.ts';
import { openDeployment } from '../deployment.ts';
import { ExitCode } from '../exit-code.ts';
import { heardBy, type IoEvent, say } from '../io/io.ts';
import { type LoadedLab, loadLab } from '../stage.ts';
import { firstLine } from '../tell-failure.ts';
import { UserError } from '../user-error.ts';
import { eachInOrder } from './at-once.ts';
import { deployLab } from './deploy-lab.ts';
import type { Participant } from './event.ts';
import { type OpenEvent, openEvent } from './open-event.ts';
import type { EventValues } from './options.ts';
import { recordCheck } from './status/check-results.ts';

/** Every third participant of a rehearsal is still at the first lab. */
const SLOW = 3;
const AT_ONCE = 3;

/** Plays the participants on the embedded cloud, so that an instructor can try the board and the clean-up. Throws UserError elsewhere. */
export async function runRehearse(values: EventValues, world: World): Promise<ExitCode> {
  if (values.target === 'aws') throw new UserError('event.rehearse-on-aws');
  const opened = await openEvent(values, world);
  const labs: LoadedLab[] = [];
  for (const id of opened.event.labs) labs.push(await loadLab(world.root, id));
  const counts = { participants: 0, failed: 0 };
  async function* numbered() {
    for await (const participant of opened.participants()) yield { participant, isSlow: ++counts.participants % SLOW === 0 };
  }
  const playAll = async ({ participant, isSlow }: { participant: Participant; isSlow: boolean }) => {
    const told: IoEvent[] = [];
    const { name, account } = participant;
    try {
      for (const loaded of isSlow ? labs.slice(0, 1) : labs) told.push(await play(opened, participant, loaded, !isSlow, world));
    } catch (error) {
      counts.failed++;
      told.push({ type: 'error', key: 'event.not-played', parameters: { participant: name, account, reason: firstLine(error) } });
    }
    return told;
  };
  await eachInOrder(numbered(), AT_ONCE, playAll, (told) => told.forEach((event) => void world.io.tell(event)));
  if (counts.failed > 0) {
    world.io.tell({ type: 'error', key: 'event.not-rehearsed', parameters: counts });
    return ExitCode.Failed;
  }
  say(world.io, 'event.rehearsed', counts);
  return ExitCode.Ok;
}

/** Deploys one lab as its participant, and checks it; resolves with what there is to tell. */
async function play(
  { event, target }: OpenEvent,
  participant: Participant,
  loaded: LoadedLab,
  checks: boolean,
  world: World,
): Promise<IoEvent> {
  const { account, name } = participant;
  const credentials = { accessKeyId: account, secretAccessKey: 'local' };
  // Reason: participants deploy without --expires; a tag without its schedule would be a promise that nobody keeps.
  const ownership = { event: event.id, participant: name };
  const configuration = { region: target.region, endpoint: target.endpoint!, credentials };
  await deployLab(loaded, ownership, { clientConfiguration: configuration, account });
  const parameters = { participant: name, account, lab: loaded.lab.id };
  if (!checks) return { type: 'say', key: 'event.played-deployment', parameters };
  const quiet: World = { ...world, io: heardBy(world.io, () => {}) };
  const deployment = await openDeployment(loaded.lab.id, { ...target, credentials }, undefined, quiet, ownership);
  const results = await deployment.check(loaded, 1, () => {});
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  await recordCheck(deployment.aws, (await deployment.stack())!, { passed, total: results.length }, Date.now());
  return { type: 'say', key: 'event.played-checks', parameters: { ...parameters, passed, total: results.length } };
}
