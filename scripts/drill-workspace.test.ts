import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadWorkspace, openWorkspace, solveWorkspace } from './drill-workspace.ts';
import { openLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

const root = path.resolve(import.meta.dirname, '..');

const home = mkdtempSync(path.join(tmpdir(), 'home-'));
const place = { root, home };
afterAll(() => rmSync(home, { recursive: true }));

type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
/** What a copy's stack has of a type, with its properties. */
async function resources(lab: string, type: string, workspace: Workspace, name: string): Promise<{ Properties: unknown }[]> {
  const { template } = synthesise(await loadWorkspace(await openLab(root, lab), workspace), path.join(home, name));
  const all = Object.values(template.Resources as Record<string, { Type: string; Properties: unknown }>);
  return all.filter(({ Type }) => Type === type);
}

test('a drill lies in the home, wherever that is, and each edit of it is deployed, in one process too', async () => {
  const folder = await openLab(root, 's3-trigger');
  const permissions = (workspace: Workspace, name: string) => resources('s3-trigger', 'AWS::Lambda::Permission', workspace, name);
  const broken = await openWorkspace(place, folder, 'not-permitted');
  expect(broken).toMatchObject({ dir: path.join(home, 'drills', 's3-trigger', 'not-permitted'), isNew: true });
  expect(await permissions(broken, 'broken')).toEqual([]);
  const solved = await solveWorkspace(place, folder, 'not-permitted');
  expect(solved.isNew).toBe(false);
  expect(await permissions(solved, 'solved')).toHaveLength(1);
  expect(existsSync(path.join(solved.dir, 'functions', 'describe.ts'))).toBe(true);
});

test('an edit counts in a file that the stack imports, too, and so does taking it back', async () => {
  const lab = 'resilient-workflow';
  const folder = await openLab(root, lab);
  const paths = async (workspace: Workspace, name: string) =>
    [...JSON.stringify(await resources(lab, 'AWS::StepFunctions::StateMachine', workspace, name)).matchAll(/"Variable":"([^"]+)"/g)].map(
      ([, variable]) => variable,
    );
  const drill = 'variable-without-dollar';
  expect(await paths(await openWorkspace(place, folder, drill), 'no-dollar')).toEqual(['status', 'status']);
  expect(await paths(await solveWorkspace(place, folder, drill), 'dollar')).toEqual(['$.status', '$.status']);
  expect(await paths(await openWorkspace(place, folder, drill, true), 'again')).toEqual(['status', 'status']);
});
