import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Table } from '#labs/contract.ts';
import type { Template } from '#labs/lab-pack.ts';
import { startCloud } from '../../cloud/host/node/start.ts';
import project from '../../package.json' with { type: 'json' };
import { FORMAT, type Recording } from '../../site/recording/recording.ts';
import { ActivityWatch } from '../../site/tab/worker/activity.ts';
import { clientsOf } from '../clients.ts';
import type { World } from '../command.ts';
import { openDeployment } from '../deployment.ts';
import { ExitCode } from '../exit-code.ts';
import { inventoryText } from '../inventory.ts';
import { readLab } from '../lab-options.ts';
import { openLab } from '../stage.ts';
import { clientConfig, type Target, WORKSHOP_REGION } from '../target.ts';
import { templateOf } from '../template-of.ts';
import { UserError } from '../user-error.ts';
import { recordedFingerprint } from './fingerprint.ts';
import { Recorder } from './recorder.ts';

const SEED = 1;
const LOCAL_KEYS = { accessKeyId: '000000000000', secretAccessKey: 'local' };

/**
 * Lets a lab's solution live once on an embedded cloud of its own, by the way `lab:*` go - deployment, every scenario, checks, clean-up -
 * and notes what happens. Throws UserError where that did not succeed: what does not work is not shown.
 */
export async function recordLab(id: string, world: World): Promise<Recording> {
  const loaded = await readLab(id, 'solution', world);
  const home = await mkdtemp(path.join(tmpdir(), 'record-'));
  let watch: ActivityWatch | undefined;
  const cloud = await startCloud({
    port: 0,
    stateDirectory: path.join(home, 'state'),
    saves: false,
    observe: (activity) => watch?.see(activity),
    onFault: (fault) => world.io.tell({ type: 'text', text: String(fault) }),
  });
  try {
    const target: Target = { kind: 'local', endpoint: cloud.endpoint, region: WORKSHOP_REGION, credentials: LOCAL_KEYS };
    const aws = clientsOf(clientConfig(target));
    await (await import('../toolkit.ts')).createDeployer(target, world.io, home).bootstrap(LOCAL_KEYS.accessKeyId);

    const recorder = new Recorder(Date.now);
    const began = Date.now();
    let tables: Table[] = [];
    const io: World['io'] = {
      language: world.io.language,
      ask: (key, parameters, fallback) => world.io.ask(key, parameters, fallback),
      close: () => {},
      tell(event) {
        recorder.tell(event);
        if (event.type === 'table') tables.push(event.table);
        world.io.tell(event);
      },
    };
    const deployment = await openDeployment(id, target, undefined, { ...world, io, home });

    await recorder.part({ event: 'begun', action: 'deploy', what: 'stage:solution' }, async () => {
      await deployment.deploy(loaded);
      const status = (await deployment.stack())?.StackStatus ?? '';
      const resources: Record<string, { id: string; type: string }> = {};
      const client = aws.client(CloudFormationClient);
      for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: deployment.stackName }))
        for (const { LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' } of StackResourceSummaries)
          resources[LogicalResourceId] = { id: PhysicalResourceId, type: ResourceType };
      watch = new ActivityWatch((activity) => recorder.note({ event: 'activity', activity }));
      watch.know(resources, (await templateOf(loaded)) as Template);
      return (ms) => ({ action: 'deploy', ms, status, touched: Object.keys(resources).length });
    });
    for (const scenario of loaded.scenarios) {
      await recorder.part({ event: 'begun', action: 'run', what: scenario.id }, async () => {
        tables = [];
        await scenario.run(await deployment.context(SEED));
        return (ms) => ({ action: 'run', ms, tables });
      });
    }
    await recorder.part({ event: 'begun', action: 'check', what: '' }, async () => {
      const results = await deployment.check(loaded, SEED, (result) => io.tell({ type: 'check', result }));
      const failed = results.filter(({ outcome }) => outcome !== 'passed').map((result) => result.id);
      if (failed.length > 0) throw new UserError('record.checks', { lab: id, checks: failed.join(', ') }, ExitCode.Failed);
      return (ms) => ({ action: 'check', ms, results: results.map((result) => ({ ...result, comparisons: [], details: [] })) });
    });
    await recorder.part({ event: 'begun', action: 'destroy', what: '' }, async () => {
      await deployment.destroy();
      const { left } = await deployment.leftovers();
      if (left.length > 0) throw new UserError('record.left', { lab: id, list: inventoryText(left) }, ExitCode.Failed);
      return (ms) => ({ action: 'destroy', ms, left: [] });
    });
    return {
      format: FORMAT,
      lab: id,
      recorded: new Date(began).toISOString(),
      version: project.version,
      fingerprint: recordedFingerprint(await openLab(world.root, id)),
      about: {
        scenarios: loaded.scenarios.map(({ id: scenario, says }) => ({ id: scenario, says })),
        checks: loaded.checks.map(({ id: check, says }) => ({ id: check, says })),
        drills: [],
      },
      moments: recorder.moments,
    };
  } finally {
    await cloud.close();
    await rm(home, { recursive: true, force: true });
  }
}
