import { spawn } from 'node:child_process';
import path from 'node:path';
import { ExitCode } from '../exit-code.ts';
import { UserError } from '../user-error.ts';

/** Builds the site for an address, which its sitemap and its pictures name; resolves with the folder. Throws UserError. */
export async function buildSiteFor(url: string, root: string, interrupted: AbortSignal): Promise<string> {
  const said: string[] = [];
  const child = spawn(process.execPath, [path.join(root, 'site', 'build.ts')], {
    cwd: root,
    env: { ...process.env, SITE_URL: url, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: interrupted,
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code === 0) return path.join(root, 'dist');
  const reason = said.join('').trim().split('\n').slice(-12).join('\n  ');
  throw new UserError('site.not-built', { reason }, ExitCode.Deployment);
}
