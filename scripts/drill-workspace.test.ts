import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadWorkspace, openWorkspace, solveWorkspace } from './drill-workspace.ts';
import { openLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

const root = path.resolve(import.meta.dirname, '..');

test('a drill lies in the home, wherever that is, and each edit of it is deployed, in one process too', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'home-'));
  try {
    const place = { root, home };
    const folder = await openLab(root, 's3-trigger');
    const permissions = async (workspace: Awaited<ReturnType<typeof openWorkspace>>, name: string) => {
      const { template } = synthesise(await loadWorkspace(folder, workspace), path.join(home, name));
      return Object.values(template.Resources as Record<string, { Type: string }>).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
    };
    const broken = await openWorkspace(place, folder, 'not-permitted');
    expect(broken).toMatchObject({ dir: path.join(home, 'drills', 's3-trigger', 'not-permitted'), isNew: true });
    expect(await permissions(broken, 'broken')).toEqual([]);
    const solved = await solveWorkspace(place, folder, 'not-permitted');
    expect(solved.isNew).toBe(false);
    expect(await permissions(solved, 'solved')).toHaveLength(1);
    expect(existsSync(path.join(solved.dir, 'functions', 'describe.ts'))).toBe(true);
  } finally {
    rmSync(home, { recursive: true });
  }
});
