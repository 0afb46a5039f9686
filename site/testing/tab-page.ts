import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { CheckResult } from '#labs/contract.ts';
import type { LabPack } from '#labs/lab-pack.ts';
import type { Mail } from '../../cloud/services/sns/mailbox.ts';
import { bundleTab } from '../tab/build/bundle.ts';
import { MANIFEST } from '../tab/manifest.ts';
import type { About, Deployed, Edits, LabState, Leftover, TabEvent, TabRequest, TabResponse } from '../tab/messages.ts';
import { openBrowser } from './browser.ts';

/** The policy under which the site is served: nothing inline, nothing from elsewhere; function code comes as blobs. */
const POLICY =
  "default-src 'none'; script-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Pages without a site around them that run labs, in a real browser. */
export interface TabBrowser {
  open(lab: string): Promise<LabInTab>;
  /** What the page is given of a lab. */
  pack(lab: string): LabPack;
  close(): Promise<void>;
}

/** One lab in one page, driven from the test. */
export interface LabInTab {
  page: Page;
  /** What `open` found. */
  state: LabState;
  about: About;
  deploy(variant: string, edits?: Edits): Promise<Deployed>;
  run(scenario: string): Promise<void>;
  check(): Promise<CheckResult[]>;
  provoke(drill: string): Promise<void>;
  destroy(): Promise<{ leftovers: Leftover[] }>;
  /** Does what the links in the mails do that wait for a click. */
  confirmMails(): Promise<void>;
  aws<Output>(service: string, operation: string, input: object): Promise<Output>;
  http(request: TabRequest): Promise<TabResponse>;
  reset(): Promise<void>;
  events(): Promise<TabEvent[]>;
  /** Closes the page, and opens another one that finds what was kept. */
  reload(): Promise<LabInTab>;
  close(): Promise<void>;
}

export async function openTabBrowser(labs: readonly string[]): Promise<TabBrowser> {
  const { files, manifest } = await bundleTab(process.cwd(), labs, true);
  const script = await build({
    stdin: {
      contents:
        "import { connect } from './site/tab/connect.ts'; import { loadManifest } from './site/tab/manifest.ts'; Object.assign(globalThis, { connect, loadManifest });",
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const served = new Map<string, string | Uint8Array>([
    ...files,
    [MANIFEST, JSON.stringify(manifest)],
    ['/page.js', script.outputFiles[0]!.contents],
  ]);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const body = path === '/' ? '<!doctype html><title>lab</title><script type="module" src="/page.js"></script>' : served.get(path);
    const type = path === '/' ? 'text/html' : path.endsWith('.json') ? 'application/json' : 'text/javascript';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await openBrowser();
  const context = await browser.newContext();

  const open = async (lab: string): Promise<LabInTab> => {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction('globalThis.connect !== undefined');
    const state = (await page.evaluate(`(async () => {
      const manifest = await loadManifest(location.origin);
      globalThis.heard = [];
      globalThis.lab = connect(manifest, (event) => heard.push(event));
      return lab.cloud.open(${JSON.stringify(lab)}, manifest);
    })()`)) as LabState;
    const call = async <Result>(method: string, ...args: unknown[]): Promise<Result> => {
      const answer = (await page.evaluate(
        `lab.cloud.${method}(...${JSON.stringify(args)}).then((result) => ({ result }), (error) => ({ error: { ...error.details, message: error.message } }))`,
      )) as { result: Result } | { error: object };
      if ('error' in answer) throw Object.assign(new Error(), answer.error);
      return answer.result;
    };
    const lost = async () => {
      await page.close();
    };
    return {
      page,
      state,
      about: await call('about'),
      deploy: (variant, edits = {}) => call('deploy', variant, edits),
      run: (scenario) => call('run', scenario),
      check: () => call('check'),
      provoke: (drill) => call('provoke', drill),
      destroy: () => call('destroy'),
      async confirmMails() {
        for (const { id, link } of await call<Mail[]>('mails')) if (link !== undefined) await call('confirmMail', id);
      },
      aws: (service, operation, input) => call('aws', service, operation, input),
      http: (request) => call('http', request),
      reset: () => call('reset'),
      events: () => page.evaluate('heard') as Promise<TabEvent[]>,
      async reload() {
        await lost();
        return open(lab);
      },
      close: lost,
    };
  };
  return {
    open,
    pack: (lab) => JSON.parse(new TextDecoder().decode(files.get(manifest.labs[lab]!.pack))),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
