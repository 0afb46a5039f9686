import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { CheckResult } from '#labs/contract.ts';
import { command, type World } from '../command.ts';
import type { Deployment } from '../deployment.ts';
import { ExitCode } from '../exit-code.ts';
import { type InventoryItem, inventoryText, type Unread } from '../inventory.ts';
import { inOrder } from '../io/in-order.ts';
import { say, step } from '../io/io.ts';
import { duration } from '../io/lines.ts';
import { confirmAccount, findLab, openDeploymentOn, openLabTarget, readLab, targetOptions } from '../lab-options.ts';
import { type Localized, localized } from '../messages.ts';
import { labIds } from '../stage.ts';
import type { Target } from '../target.ts';
import { tellFailure } from '../tell-failure.ts';
import { UserError } from '../user-error.ts';

/** How one stage of one lab went: what `--json FILE` writes. */
interface StageReport {
  lab: string;
  stage: string;
  ok: boolean;
  /** Why not, in the reader's language. */
  reasons: Localized[];
  checks: CheckResult[];
  left: InventoryItem[];
  /** What could not be looked at. */
  unread: Unread[];
  ms: number;
}

export const labVerify = command({
  name: 'lab:verify',
  summary: {
    vi: 'Triển khai, kiểm tra, gỡ, đối chiếu: mọi lab hoặc các lab được nêu',
    en: 'Deploy, check, remove, compare: all labs, or those named',
  },
  positionals: ['labs...'],
  options: {
    stage: { type: 'string', help: 'option.stages', value: 'STAGE' },
    ...targetOptions,
    json: { type: 'string', help: 'option.report', value: 'FILE' },
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ positionals, stage, json: report, yes, ...values }, world) {
    const { io } = world;
    const started = performance.now();
    const plan = await planOf(positionals.length > 0 ? positionals : labIds(world.root), stage, world);
    const target = await openLabTarget(values, world);
    const lanes = lanesOf(target, plan.length);
    const turns = inOrder(io, plan.length);
    const reportsOf: StageReport[][] = plan.map(() => []);
    const left = plan.keys();
    await Promise.all(
      lanes.map(async (lane) => {
        for (const index of left) {
          const { lab, stages } = plan[index]!;
          const here = { ...world, io: turns[index]!.io };
          const deployment = await openDeploymentOn(lane, lab, values, here);
          await confirmAccount(deployment, lane, yes, here);
          for (const each of stages) {
            say(here.io, 'verify.stage', { lab, stage: each });
            reportsOf[index]!.push(await verifyStage(lab, each, deployment, here));
          }
          turns[index]!.done();
        }
      }),
    );
    const reports = reportsOf.flat();
    for (const { lab, stage: each, ok, reasons } of reports) {
      if (ok) say(io, 'verify.passed', { lab, stage: each });
      else io.tell({ type: 'error', key: 'verify.failed', parameters: { lab, stage: each, reason: joined(reasons) } });
    }
    const unread = [...new Set(reports.flatMap((each) => each.unread.map(({ type }) => type)))];
    if (unread.length > 0) say(io, 'inventory.unread', { types: unread.join(', ') });
    const passed = reports.filter(({ ok }) => ok).length;
    say(io, 'verify.summary', { passed, total: reports.length, time: duration(performance.now() - started) });
    io.tell({ type: 'result', data: reports });
    if (report !== undefined) await writeReport(report, reports);
    return passed === reports.length ? ExitCode.Ok : ExitCode.Failed;
  },
});

/**
 * Where labs are verified at the same time. Only the local cloud gives accounts away: in one of its own, what a lab
 * leaves is told from what another has just made. Labs wait more than they compute, yet two of them keep a core busy.
 */
function lanesOf(target: Target, labs: number): Target[] {
  if (target.kind !== 'local') return [target];
  return Array.from({ length: Math.min(labs, availableParallelism(), 3) }, (_, lane) =>
    lane === 0 ? target : { ...target, credentials: { accessKeyId: String(lane).padStart(12, '0'), secretAccessKey: 'local' } },
  );
}

/** Which stages of which labs; wrong names are told before anything is deployed. */
async function planOf(
  ids: readonly string[],
  stage: string | undefined,
  world: World,
): Promise<{ lab: string; stages: readonly string[] }[]> {
  const plan = [];
  for (const id of ids) {
    const { lab } = await findLab(id, world);
    if (stage !== undefined && !lab.stages.includes(stage))
      throw new UserError('stage.unknown', { lab: id, stage, stages: lab.stages.join(', ') });
    plan.push({ lab: id, stages: stage === undefined ? lab.stages : [stage] });
  }
  return plan;
}

/** The solution passes every check; a stage before it is delivered broken, and at least one check must say so. */
async function verifyStage(lab: string, stage: string, deployment: Deployment, world: World): Promise<StageReport> {
  const { io } = world;
  const started = performance.now();
  const reasons: Localized[] = [];
  let checks: CheckResult[] = [];
  let left: InventoryItem[] = [];
  let unread: Unread[] = [];
  try {
    const loaded = await readLab(lab, stage, world);
    await step(io, 'deploy.running', { stack: deployment.stackName, stage }, () => deployment.deploy(loaded));
    if (loaded.lab.confirmsMail) await deployment.confirmMails();
    checks = await deployment.check(loaded, 1, (result) => io.tell({ type: 'check', result }));
    const failed = checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id);
    if (stage === 'solution' && failed.length > 0) reasons.push(localized('verify.checks-failed', { checks: failed.join(', ') }));
    if (stage !== 'solution' && failed.length === 0) reasons.push(localized('verify.should-fail'));
    if (stage !== 'solution' && failed.length > 0) say(io, 'verify.expected-failures', { checks: failed.join(', ') });
  } catch (error) {
    if (world.interrupted.aborted) throw error;
    tellFailure(world, error);
    reasons.push(localized('verify.not-deployed'));
  }
  try {
    await step(io, 'destroy.running', { stack: deployment.stackName }, () => deployment.destroy());
    ({ left, unread } = await step(io, 'inventory.comparing', {}, () => deployment.leftovers()));
    if (left.length > 0) reasons.push(localized('verify.left', { list: inventoryText(left) }));
  } catch (error) {
    tellFailure(world, error);
    reasons.push(localized('verify.not-removed'));
  }
  return { lab, stage, ok: reasons.length === 0, reasons, checks, left, unread, ms: performance.now() - started };
}

async function writeReport(file: string, reports: readonly StageReport[]): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(reports, null, 2)}\n`);
  } catch (error) {
    throw new UserError('report.unwritable', { file, reason: (error as Error).message }, ExitCode.Usage, error);
  }
}

function joined(texts: readonly Localized[]): Localized {
  return { vi: texts.map(({ vi }) => vi).join(' '), en: texts.map(({ en }) => en).join(' ') };
}
