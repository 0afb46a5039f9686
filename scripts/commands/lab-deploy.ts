import { NEVER } from '#cdk/workshop-tags.ts';
import { command, type World } from '../command.ts';
import type { Deployment } from '../deployment.ts';
import { ExitCode } from '../exit-code.ts';
import { readExpires } from '../expires.ts';
import { say, step } from '../io/io.ts';
import { confirmAccount, openLabDeployment, ownershipOptions, readLab, readOwnership, targetOptions } from '../lab-options.ts';
import { reachedUrl } from '../reach.ts';
import type { LoadedLab } from '../stage.ts';
import type { Target } from '../target.ts';
import { UserError } from '../user-error.ts';

export const labDeploy = command({
  name: 'lab:deploy',
  summary: { vi: 'Triển khai một lab', en: 'Deploy a lab' },
  positionals: ['lab'],
  options: {
    stage: { type: 'string', help: 'option.stage', value: 'STAGE', default: 'solution' },
    preflight: { type: 'boolean', help: 'option.preflight', default: false },
    expires: { type: 'string', help: 'option.expires', value: '3h' },
    budget: { type: 'string', help: 'option.budget', value: 'USD' },
    email: { type: 'string', help: 'option.email', value: 'EMAIL' },
    ...targetOptions,
    ...ownershipOptions,
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ positionals, stage, preflight: only, expires: after, budget, email, yes, ...values }, world) {
    const { io } = world;
    const id = positionals[0]!;
    const wanted = readBudget(budget, email);
    const expires = after === undefined ? undefined : readExpires(after, Date.now());
    const ownership = { ...readOwnership(values, world), expires };
    const loaded = await readLab(id, stage, world);
    const { target, deployment } = await openLabDeployment(id, values, world, ownership);
    const { stackName, caller } = deployment;
    if (wanted) await makeBudget(deployment, wanted, world);
    if (only || target.kind === 'aws') {
      const failed = await lookBefore(loaded, target, deployment, world);
      if (only) return failed ? ExitCode.Failed : ExitCode.Ok;
      if (failed) return ExitCode.Deployment;
    }
    if (target.kind === 'aws') say(io, 'aws.about-to-deploy', { lab: id, stage, stack: stackName, ...caller, region: target.region });
    await confirmAccount(deployment, target, yes, world);
    const deployed = await step(io, 'deploy.running', { stack: stackName, stage }, () => deployment.deploy(loaded));
    const inTheWay = expires === undefined ? [] : await step(io, 'expires.setting', {}, () => deployment.expire(expires));
    const outputs = Object.fromEntries(Object.entries(deployed).map(([name, value]) => [name, reachedUrl(value, target.endpoint)]));
    for (const [name, value] of Object.entries(outputs)) say(io, 'deploy.output', { name, value });
    if (expires === NEVER) say(io, 'expires.never', { stack: stackName });
    else if (expires !== undefined) say(io, 'expires.set', { stack: stackName, at: expires });
    if (inTheWay.length > 0) io.tell({ type: 'warn', key: 'expires.in-the-way', parameters: { list: inTheWay.join(', '), lab: id } });
    say(io, 'deploy.done', { stack: stackName, stage, lab: id });
    if (target.kind === 'local') say(io, 'cloud.where', { endpoint: target.endpoint! });
    io.tell({ type: 'result', data: { lab: id, stage, stack: stackName, outputs, expires } });
    return ExitCode.Ok;
  },
});

function readBudget(budget: string | undefined, email: string | undefined): { usd: number; email: string } | undefined {
  if (budget === undefined) return undefined;
  const usd = Number(budget);
  if (!(usd > 0 && usd < 1_000_000)) throw new UserError('budget.amount', { value: budget });
  if (email === undefined || !/^[^@\s]+@[^@\s]+$/.test(email)) throw new UserError('budget.email');
  return { usd, email };
}

async function makeBudget({ aws, caller }: Deployment, { usd, email }: { usd: number; email: string }, { io }: World): Promise<void> {
  const { BUDGET_NAME: name, setBudget } = await import('../preflight/budget.ts');
  const made = await setBudget(aws, caller.account, usd, email);
  if (made === 'created') say(io, 'budget.created', { name, usd, email });
  else say(io, 'budget.updated', { name, usd });
}

/** Tells what stands in the way of a deployment and what it costs; whether anything stands in the way. */
async function lookBefore(loaded: LoadedLab, target: Target, deployment: Deployment, world: World): Promise<boolean> {
  const { io } = world;
  const { lab } = loaded;
  const { aws, caller } = deployment;
  const [{ preflight }, { templateOf }] = await Promise.all([import('../preflight/preflight.ts'), import('../template-of.ts')]);
  const report = await step(io, 'preflight.running', {}, async () => {
    const isDeployed = (await deployment.stack()) !== undefined;
    return preflight({ aws, kind: target.kind, region: target.region, caller, lab, template: await templateOf(loaded), isDeployed });
  });
  const TELL = { ok: 'say', warning: 'warn', unknown: 'warn', failed: 'error' } as const;
  for (const { outcome, key, parameters } of report.findings) io.tell({ type: TELL[outcome], key, parameters });
  const failed = report.findings.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) io.tell({ type: 'error', key: 'preflight.blocked', parameters: { lab: lab.id, count: failed } });
  else say(io, 'preflight.clear', { lab: lab.id });
  io.tell({ type: 'result', data: { lab: lab.id, preflight: report } });
  return failed > 0;
}
