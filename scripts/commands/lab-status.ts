import type { Table } from '#labs/contract.ts';
import { command, type World } from '../command.ts';
import type { DeployedLab } from '../deployed-labs.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { targetOptions } from '../lab-options.ts';
import { localized } from '../messages.ts';
import { PRICED_REGIONS } from '../prices/price.ts';
import { clientConfig, openTarget, type Target } from '../target.ts';

export const labStatus = command({
  name: 'lab:status',
  summary: { vi: 'Lab nào đang triển khai, từ bao giờ, tốn bao nhiêu', en: 'Which labs are deployed, since when, at what cost' },
  positionals: [],
  options: {
    target: targetOptions.target,
    region: { type: 'string', help: 'option.regions', value: 'REGION,…' },
    profile: targetOptions.profile,
  },
  async run({ target: text, region, profile }, world) {
    const { io } = world;
    const [first, ...more] = region?.split(',').map((each) => each.trim()) ?? [];
    const target = await openTarget(text, { region: first, profile }, world);
    const regions = region ? [first!, ...more] : [...new Set([target.region, ...PRICED_REGIONS])];
    const now = Date.now();
    const { labs, account } = await lookAt(target, regions, now);
    if (labs.length === 0) say(io, 'status.none', { account, regions: regions.join(', ') });
    else io.tell({ type: 'table', table: await tableOf(labs, now) });
    for (const lab of labs) warn(lab, world);
    if (labs.length > 0) await sum(labs, world);
    io.tell({ type: 'result', data: { account, regions, labs } });
    return ExitCode.Ok;
  },
});

async function lookAt(target: Target, regions: readonly string[], now: number): Promise<{ labs: DeployedLab[]; account: string }> {
  // Reason: loaded when needed, as the SDK would slow down every other command.
  const [{ deployedLabs }, { clientsOf }, { identify }] = await Promise.all([
    import('../deployed-labs.ts'),
    import('../clients.ts'),
    import('../identify.ts'),
  ]);
  const { account } = await identify(target);
  const labs = await Promise.all(regions.map((region) => deployedLabs(clientsOf(clientConfig({ ...target, region })), now)));
  return { labs: labs.flat(), account };
}

async function tableOf(labs: readonly DeployedLab[], now: number): Promise<Table> {
  const [{ span }, { usd }] = await Promise.all([import('../deployed-labs.ts'), import('../prices/idle-costs.ts')]);
  const columns = ['lab', 'state', 'stack', 'region', 'status', 'age', 'cost', 'hourly', 'expires'] as const;
  return {
    title: localized('status.title'),
    columns: columns.map((column) => localized(COLUMNS[column])),
    rows: labs.map((lab) => ({
      cells: [
        lab.lab,
        lab.state ?? '?',
        lab.stack,
        lab.region,
        lab.status,
        span(now - Date.parse(lab.since)),
        usd(lab.usdSoFar),
        usd(lab.usdPerHour),
        lab.expiry === 'set' ? `${span(Date.parse(lab.expires) - now)} (${lab.expires})` : lab.expires,
      ],
      wrong: lab.expiry === 'overdue' || lab.expiry === 'missing' || lab.status.endsWith('FAILED'),
    })),
  };
}

const COLUMNS = {
  lab: 'status.lab',
  state: 'status.state',
  stack: 'status.stack',
  region: 'status.region',
  status: 'status.status',
  age: 'status.age',
  cost: 'status.cost',
  hourly: 'status.hourly',
  expires: 'status.expires',
} as const;

function warn({ lab, stack, status, expires, expiry, unpriced }: DeployedLab, { io }: World): void {
  const parameters = { lab, stack, status, at: expires, types: unpriced.join(', ') };
  if (expiry === 'overdue') io.tell({ type: 'warn', key: 'status.overdue', parameters });
  if (expiry === 'missing') io.tell({ type: 'warn', key: 'status.missing', parameters });
  if (unpriced.length > 0) io.tell({ type: 'warn', key: 'status.unpriced', parameters });
}

async function sum(labs: readonly DeployedLab[], { io }: World): Promise<void> {
  const { usd } = await import('../prices/idle-costs.ts');
  const total = (of: (lab: DeployedLab) => number) => usd(labs.reduce((all, lab) => all + of(lab), 0));
  say(io, 'status.sum', { cost: total((lab) => lab.usdSoFar), day: total((lab) => lab.usdPerHour * 24), labs: labs.length });
}
