import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from '../testing/browser.ts';
import { type LabInTab, openTabBrowser, type TabBrowser } from '../testing/tab-page.ts';

const LAB = 'lambda-lifecycle';
const FILE = 'functions/life.ts';

let tabs: TabBrowser;
let lab: LabInTab;
beforeAll(async () => {
  if (!chromiumPath) return;
  tabs = await openTabBrowser([LAB]);
  lab = await tabs.open(LAB);
});
afterAll(() => tabs?.close());

const functionId = () => Object.entries(tabs.pack(LAB).variants['stage:solution']!.entries).find(([, file]) => file === FILE)![0];

/** Deploys a handler with this body over the lab's own and invokes it once. */
async function answerOf(body: string): Promise<unknown> {
  const source = `export const handler = async (): Promise<unknown> => {\n${body}\n};\n`;
  const { resources } = await lab.deploy('stage:solution', { sources: { [FILE]: source } });
  return invoke(resources[functionId()]!.id);
}

function invoke(FunctionName: string): Promise<unknown> {
  return lab.page.evaluate(
    `lab.cloud.aws('lambda', 'Invoke', { FunctionName: ${JSON.stringify(FunctionName)} }).then(({ Payload }) => JSON.parse(new TextDecoder().decode(Payload)))`,
  );
}

describe.runIf(chromiumPath)('function code in a tab', () => {
  test.each([
    [
      'fetch',
      "return fetch('/').catch((error) => error.message);",
      'fetch failed: function code in the page reaches the workshop’s cloud only',
    ],
    ['XMLHttpRequest', 'return typeof XMLHttpRequest;', 'undefined'],
    ['WebSocket', 'return typeof WebSocket;', 'undefined'],
    ['importScripts', "return typeof (globalThis as any)['importScripts'];", 'undefined'],
    ['the DOM', 'return typeof document + typeof window;', 'undefinedundefined'],
    ['storage', "return typeof indexedDB + typeof caches + typeof (globalThis as any)['localStorage'];", 'undefinedundefinedundefined'],
    ['other Workers and tabs', 'return typeof Worker + typeof BroadcastChannel;', 'undefinedundefined'],
    [
      'the messages to its host',
      "return typeof (globalThis as any)['postMessage'] + typeof (globalThis as any)['close'];",
      'undefinedundefined',
    ],
    [
      'what prototypes hold',
      "return Object.getOwnPropertyNames(Object.getPrototypeOf(globalThis)).filter((name) => ['fetch', 'indexedDB', 'importScripts'].includes(name)).join();",
      '',
    ],
  ])('%s is out of its reach', async (_, body, expected) => {
    expect(await answerOf(body)).toBe(expected);
  });

  test('a module of another origin is refused by the page’s policy', async () => {
    expect(await answerOf("return import('https://example.com/x.js').then(() => 'loaded', () => 'refused');")).toMatchObject({
      errorType: expect.stringMatching(/ImportModuleError/),
    });
    expect(await answerOf("const at = 'https://example.com/x.js';\nreturn import(at).then(() => 'loaded', () => 'refused');")).toBe(
      'refused',
    );
  });

  test('an endless loop ends with its timeout, and the page answers meanwhile', async () => {
    const { resources } = await lab.deploy('stage:solution', { sources: { [FILE]: 'export const handler = () => { for (;;); };\n' } });
    const name = JSON.stringify(resources[functionId()]!.id);
    const [ticks, answer] = (await lab.page.evaluate(`(async () => {
      let ticks = 0;
      const timer = setInterval(() => ticks++, 50);
      const { Payload } = await lab.cloud.aws('lambda', 'Invoke', { FunctionName: ${name} });
      clearInterval(timer);
      return [ticks, JSON.parse(new TextDecoder().decode(Payload))];
    })()`)) as [number, { errorType: string; errorMessage: string }];
    expect(answer.errorMessage).toMatch(/Task timed out after \d+\.\d\d seconds$/);
    expect(ticks).toBeGreaterThan(20);
  });

  test('a syntax error is told with file, line and column, before anything is deployed', async () => {
    const broken = { sources: { [FILE]: 'export async function handler() {\n  const total = ;\n}\n' } };
    await expect(lab.deploy('stage:solution', broken)).rejects.toMatchObject({ name: 'SourceError', file: FILE, line: 2, column: 17 });
    const unerasable = { sources: { [FILE]: '\nenum Colour { Red }\nexport const handler = () => Colour.Red;\n' } };
    await expect(lab.deploy('stage:solution', unerasable)).rejects.toMatchObject({ name: 'SourceError', line: 2 });
  });

  test('a module of Node.js is named as what the page cannot give', async () => {
    const { resources } = await lab.deploy('stage:solution', {
      sources: { [FILE]: "import { readFileSync } from 'node:fs';\nexport const handler = () => readFileSync('/etc/passwd');\n" },
    });
    expect(await invoke(resources[functionId()]!.id)).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("'node:fs' is a module of Node.js"),
    });
  });

  test('an edit changes the functions made of that file and nothing else, and a reload keeps what is deployed', async () => {
    await lab.deploy('stage:solution');
    const { touched } = await lab.deploy('stage:solution', { sources: { [FILE]: "export const handler = async () => 'edited';\n" } });
    expect(touched).toEqual(Object.keys(tabs.pack(LAB).variants['stage:solution']!.entries));
    await lab.page.evaluate('lab.cloud.aws("lambda", "ListFunctions", {})');
    await lab.page.waitForTimeout(1500);
    lab = await lab.reload();
    expect(lab.state).toMatchObject({ status: 'UPDATE_COMPLETE', variant: 'stage:solution' });
    expect(await invoke(lab.state.resources[functionId()]!.id)).toBe('edited');
  });

  test('what is reset is gone at the next visit', async () => {
    await lab.reset();
    lab = await lab.reload();
    expect(lab.state.status).toBeUndefined();
  });
});
