import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type HostedCloud, startCloud } from '../../cloud/host/node/start.ts';
import { policy } from '../../site/layouts/policy.ts';
import type { Command, World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { recordedIo } from '../io/recorded.ts';
import { UserError } from '../user-error.ts';
import { siteDeploy } from './site-deploy.ts';
import { siteDestroy } from './site-destroy.ts';

const ACCOUNT = '222233334444';
const scratch = mkdtempSync(path.join(tmpdir(), 'site-deploy-'));
const folder = path.join(scratch, 'dist');
const faults: unknown[] = [];
let cloud: HostedCloud;
beforeAll(async () => {
  // Reason: what the commands set for the toolkit.
  for (const name of ['AWS_ENDPOINT_URL', 'CDK_HOME', 'CDK_VALIDATION']) vi.stubEnv(name, '');
  const stateDirectory = path.join(scratch, 'state');
  cloud = await startCloud({ port: 0, stateDirectory, saves: false, onFault: (fault) => faults.push(fault) });
  write('index.html', '<title>Xưởng Mây</title>');
  write('404.html', 'Không có trang này');
  write('en/search/index.html', '<p>'.concat('Search '.repeat(300)));
  write('_astro/page.a1b2.css', 'body { color: black }');
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  vi.unstubAllEnvs();
  expect(faults).toEqual([]);
});

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

interface Published {
  outputs: Record<string, string>;
  address: string;
  uploaded: string[];
  removed: string[];
  invalidated: string[];
}

async function call(command: Command, ...argv: string[]): Promise<{ code: ExitCode; data: unknown }> {
  const io = recordedIo();
  const world: World = {
    io,
    environment: { AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'unused' },
    root: path.resolve(import.meta.dirname, '../..'),
    home: path.join(scratch, 'home'),
    interrupted: new AbortController().signal,
    verbose: false,
  };
  const code = await command.call([...argv, '--target', cloud.endpoint], world);
  return { code, data: io.events.flatMap((event) => (event.type === 'result' ? [event.data] : [])).at(-1) };
}

async function publish(): Promise<Published> {
  const { code, data } = await call(siteDeploy, '--from', folder);
  expect(code).toBe(ExitCode.Ok);
  return data as Published;
}

test('is published, read through the distribution, published again with what changed, and removed', async () => {
  const first = await publish();
  expect(first.uploaded).toEqual(['404.html', '_astro/page.a1b2.css', 'en/search/', 'index.html']);
  expect(first.invalidated).toEqual([]);
  const port = new URL(cloud.endpoint).port;
  expect(first.address).toMatch(new RegExp(`^http://d[a-z0-9]+\\.cloudfront\\.localhost:${port}/$`));

  const read = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${cloud.endpoint}/_aws/cloudfront/${first.outputs.Distribution}${address}`, { headers });
    return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) };
  };
  expect(await read('/')).toMatchObject({
    status: 200,
    text: '<title>Xưởng Mây</title>',
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=86400, must-revalidate',
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-cache': 'Miss from cloudfront',
    },
  });
  expect((await read('/_astro/page.a1b2.css')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await read('/en/search/', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
  expect(await read('/none/')).toMatchObject({ status: 404, text: 'Không có trang này' });
  // Nobody reads the bucket but the distribution.
  expect((await fetch(`${cloud.endpoint}/${first.outputs.Bucket}/index.html`)).status).toBe(403);

  write('index.html', '<title>Xưởng Mây 2</title>');
  rmSync(path.join(folder, '_astro/page.a1b2.css'));
  const second = await publish();
  expect(second).toMatchObject({ uploaded: ['index.html'], removed: ['_astro/page.a1b2.css'], invalidated: ['/', '/index.html'] });
  expect(await read('/')).toMatchObject({ text: '<title>Xưởng Mây 2</title>', headers: { 'x-cache': 'Miss from cloudfront' } });
  expect((await read('/en/search/')).headers['x-cache']).toBe('Hit from cloudfront');
  expect(await publish()).toMatchObject({ uploaded: [], removed: [], invalidated: [] });

  const { code, data } = await call(siteDestroy);
  expect(data).toMatchObject({ stack: 'workshop-site', existed: true, left: [], compared: true });
  expect(code).toBe(ExitCode.Ok);
  expect((await read('/')).status).toBe(403);
});

test('a folder without pages is refused before anything is deployed', async () => {
  const empty = mkdtempSync(path.join(scratch, 'empty-'));
  const attempt = call(siteDeploy, '--from', empty);
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toMatchObject({ key: 'site.no-pages', exitCode: ExitCode.Usage });
});
