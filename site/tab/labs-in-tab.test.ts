import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '#labs/contract.ts';
import { runsInTab } from '#labs/runs-in-tab.ts';
import { chromiumPath, withoutChromium } from '../testing/browser.ts';
import { type LabInTab, openTabBrowser, type TabBrowser } from '../testing/tab-page.ts';

const manifests = Object.values(import.meta.glob<{ lab: Lab }>('../../labs/*/lab.ts', { eager: true }))
  .map(({ lab }) => lab)
  .filter(runsInTab);

let tabs: TabBrowser;
beforeAll(async () => {
  if (chromiumPath) tabs = await openTabBrowser(manifests.map(({ id }) => id));
});
afterAll(() => tabs?.close());

test.skipIf(chromiumPath)(withoutChromium, () => {
  expect(chromiumPath).toBeUndefined();
});

const failedChecks = async (lab: LabInTab) =>
  (await lab.check())
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ id, expected, seen }) => `${id}: expected ${expected}, saw ${seen}`);
const faults = async (lab: LabInTab) => (await lab.events()).filter(({ event }) => event === 'fault');

describe.runIf(chromiumPath)('in a browser tab', () => {
  describe.for(manifests.map((manifest): [string, Lab] => [manifest.id, manifest]))(
    '%s',
    ([id, { stages, drills, confirmsMail = false }]) => {
      let lab: LabInTab;
      beforeAll(async () => {
        lab = await tabs.open(id);
      });
      /** A stage with what a person does after it, where nobody is. */
      const deployStage = async (stage: string) => {
        const deployed = await lab.deploy(`stage:${stage}`);
        if (confirmsMail) await lab.confirmMails();
        return deployed;
      };
      afterAll(async () => {
        await lab.reset();
        await lab.close();
      });

      test('each stage deploys over the one before; the solution does all its scenarios and passes its checks', async () => {
        for (const stage of stages) {
          const { status } = await deployStage(stage);
          expect(status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
          if (stage !== 'solution') expect(await failedChecks(lab), `stage ${stage}`).not.toEqual([]);
        }
        for (const scenario of lab.about.scenarios) await lab.run(scenario.id);
        expect(await failedChecks(lab)).toEqual([]);
        expect(await faults(lab)).toEqual([]);
      });

      test.for(drills.map((drill): [string] => [drill]))('drill %s: its symptom, then green through an edit', async ([drillId]) => {
        const { variants } = tabs.pack(id);
        const drill = lab.about.drills.find((candidate) => candidate.id === drillId)!;
        const broken = variants[`drill:${drillId}`]!;
        const solution = variants['stage:solution']!;
        if (drill.over) await deployStage(drill.over);
        else await lab.destroy();
        const deployed = lab.deploy(`drill:${drillId}`);
        if (drill.deploymentFails)
          await expect(deployed).rejects.toMatchObject({
            reasons: expect.arrayContaining([expect.objectContaining({ reason: expect.stringContaining(drill.deploymentFails) })]),
          });
        else {
          await deployed;
          await lab.provoke(drillId);
        }
        const failing = (await lab.check()).filter(({ outcome }) => outcome === 'failed').map((result) => result.id);
        expect(failing.sort()).toEqual([...drill.fails].sort());
        const edited = Object.entries(solution.sources).filter(([file, source]) => broken.sources[file] !== source);
        const template =
          JSON.stringify(solution.template) === JSON.stringify(broken.template) ? undefined : JSON.stringify(solution.template);
        await lab.deploy(`drill:${drillId}`, { sources: Object.fromEntries(edited), ...(template !== undefined && { template }) });
        if (confirmsMail) await lab.confirmMails();
        expect(await failedChecks(lab)).toEqual([]);
        expect(await faults(lab)).toEqual([]);
      });

      test('clean-up leaves nothing', async () => {
        expect((await lab.destroy()).leftovers).toEqual([]);
      });
    },
  );
});
