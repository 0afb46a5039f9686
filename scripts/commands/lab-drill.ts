import path from 'node:path';
import { command, type World } from '../command.ts';
import type { Deployment } from '../deployment.ts';
import { type DrillWorkspace, loadWorkspace, nextHint, openWorkspace, solveWorkspace } from '../drill-workspace.ts';
import { ExitCode } from '../exit-code.ts';
import { say, step } from '../io/io.ts';
import { confirmAccount, findLab, openLabDeployment, readLab, targetOptions, whole } from '../lab-options.ts';
import { nearest } from '../nearest.ts';
import type { LabFolder, LoadedLab } from '../stage.ts';
import { UserError } from '../user-error.ts';

export const labDrill = command({
  name: 'lab:drill',
  summary: {
    vi: 'Lab hỏng có chủ đích: tìm ra lỗi, sửa, triển khai lại',
    en: 'A lab broken on purpose: find the fault, mend it, deploy again',
  },
  positionals: ['lab', 'drill?'],
  options: {
    hint: { type: 'boolean', help: 'option.hint', default: false },
    solve: { type: 'boolean', help: 'option.solve', default: false },
    reset: { type: 'boolean', help: 'option.reset', default: false },
    ...targetOptions,
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ positionals, hint, solve, reset, yes, ...values }, world) {
    const { io } = world;
    const [id, drillId] = positionals as [string, string | undefined];
    const folder = await findLab(id, world);
    if (drillId === undefined) return list(folder, world);
    if (!folder.lab.drills.includes(drillId)) {
      if (folder.lab.drills.length === 0) throw new UserError('drill.none', { lab: id });
      throw new UserError('drill.unknown', { lab: id, drill: drillId, nearest: nearest(drillId, folder.lab.drills) });
    }
    const workspace = await whole(id, () =>
      solve ? solveWorkspace(world, folder, drillId) : openWorkspace(world, folder, drillId, reset),
    );
    if (hint) return tellHint(workspace, world);
    const loaded = await whole(id, () => loadWorkspace(folder, workspace));
    const { target, deployment } = await openLabDeployment(id, values, world);
    await confirmAccount(deployment, target, yes, world);
    say(io, 'drill.title', { title: workspace.drill.title });
    const before = await layBefore(workspace, id, deployment, world);
    const symptom = await provoke(workspace, deployment, world, async () => {
      if (before) await deployment.deploy(before);
      await deployment.deploy(loaded);
    });
    if (solve) say(io, 'drill.solved', { lab: id });
    else say(io, 'drill.next', { folder: path.relative(process.cwd(), workspace.dir), lab: id, drill: drillId });
    io.tell({ type: 'result', data: { lab: id, drill: drillId, folder: workspace.dir, symptom } });
    return ExitCode.Ok;
  },
});

/** What has to stand before the fault is laid over it; nothing where the reader has begun already. */
async function layBefore(
  { drill, isNew }: DrillWorkspace,
  lab: string,
  deployment: Deployment,
  world: World,
): Promise<LoadedLab | undefined> {
  if (drill.over === undefined) return undefined;
  return isNew || !(await deployment.stack()) ? readLab(lab, drill.over, world) : undefined;
}

/** Deploys, then lets the symptom happen; where the fault stops the deployment, its failure is a symptom too. */
async function provoke(
  { drill }: DrillWorkspace,
  deployment: Deployment,
  { io }: World,
  deploy: () => Promise<void>,
): Promise<string | undefined> {
  let stopped: string | undefined;
  try {
    await step(io, 'deploy.running', { stack: deployment.stackName, stage: drill.id }, deploy);
  } catch (error) {
    if (!drill.deploymentFails || !(error instanceof UserError) || error.key !== 'deploy.failed') throw error;
    stopped = String(error.parameters.reason);
  }
  say(io, 'drill.symptom', { text: drill.symptom });
  if (stopped !== undefined) say(io, 'deploy.failed', { reason: stopped });
  if (drill.provoke) await drill.provoke(await deployment.context(1));
  return stopped;
}

async function tellHint(workspace: DrillWorkspace, { io }: World): Promise<ExitCode> {
  const shown = await nextHint(workspace);
  const { hints } = workspace.drill;
  for (const [index, hint] of hints.slice(0, shown).entries())
    say(io, 'drill.hint', { number: index + 1, total: hints.length, text: hint });
  return ExitCode.Ok;
}

async function list({ lab }: LabFolder, { io }: World): Promise<ExitCode> {
  if (lab.drills.length === 0) throw new UserError('drill.none', { lab: lab.id });
  for (const drill of lab.drills) io.tell({ type: 'text', text: `npm run lab:drill -- ${lab.id} ${drill}` });
  io.tell({ type: 'result', data: lab.drills });
  return ExitCode.Ok;
}
