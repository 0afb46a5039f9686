import type { Check, CheckContext, CheckResult, Comparison, Table, Text } from './contract.ts';

/** What a host of checks brings: the command line, the tests, the browser tab. */
export interface CheckHost {
  outputs: Readonly<Record<string, string>>;
  /** The configuration that every SDK client gets: region, endpoint, credentials. */
  clientConfiguration: object;
  fetch: typeof globalThis.fetch;
  seed: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** How much more patience this target needs than the local cloud. */
  patience: number;
  tell(text: Text): void;
}

/** A comparison that did not hold: ends its check. */
class CheckFailed extends Error {}

const DEFAULT_WITHIN_MS = 10_000;
const DEFAULT_EVERY_MS = 200;

/** Runs checks in order; one whose needs have not passed is skipped. Hears each result as it comes. */
export async function runChecks(
  checks: readonly Check[],
  host: CheckHost,
  onResult: (result: CheckResult) => void = () => {},
): Promise<CheckResult[]> {
  const clients = new Map<unknown, unknown>();
  const passed = new Set<string>();
  const results: CheckResult[] = [];
  try {
    for (const check of checks) {
      const missing = (check.needs ?? []).some((id) => !passed.has(id));
      const result = missing ? skipped(check) : await runCheck(check, host, clients);
      if (result.outcome === 'passed') passed.add(check.id);
      results.push(result);
      onResult(result);
    }
  } finally {
    for (const client of clients.values()) (client as { destroy?: () => void }).destroy?.();
  }
  return results;
}

const skipped = ({ id, says, hint }: Check): CheckResult => ({
  id,
  says,
  hint,
  outcome: 'skipped',
  comparisons: [],
  details: [],
  durationMs: 0,
});

async function runCheck(check: Check, host: CheckHost, clients: Map<unknown, unknown>): Promise<CheckResult> {
  const comparisons: Comparison[] = [];
  const details: Table[] = [];
  const started = host.now();
  let failure: unknown;
  let failed = false;
  try {
    await check.run(contextFor(host, clients, comparisons, details));
  } catch (error) {
    failed = true;
    failure = error;
  }
  const last = failed ? comparisons.findLast((comparison) => !comparison.passed) : comparisons.at(-1);
  return {
    id: check.id,
    says: check.says,
    outcome: failed ? 'failed' : 'passed',
    expected: failed && !(failure instanceof CheckFailed) ? undefined : last?.expected,
    seen: failed && !(failure instanceof CheckFailed) ? described(failure) : last?.seen,
    comparisons,
    details,
    hint: failed ? check.hint : undefined,
    durationMs: host.now() - started,
  };
}

/** The context of one check; also what scenarios and drills run in. */
export function contextFor(host: CheckHost, clients: Map<unknown, unknown>, comparisons: Comparison[], details: Table[]): CheckContext {
  const fail = (expected: string, seen: string, what?: Text): never => {
    comparisons.push({ what, expected, seen, passed: false });
    throw new CheckFailed(`expected ${expected}, saw ${seen}`);
  };
  const wait = (ms: number) => host.sleep(ms * host.patience);
  return {
    outputs: host.outputs,
    fetch: host.fetch,
    seed: host.seed,
    now: host.now,
    wait,
    fail,
    tell: host.tell,
    show: (table) => void details.push(table),
    client(Client) {
      let client = clients.get(Client);
      if (!client) {
        client = new Client(host.clientConfiguration);
        clients.set(Client, client);
      }
      return client as InstanceType<typeof Client>;
    },
    async eventually(attempt, { within = DEFAULT_WITHIN_MS, every = DEFAULT_EVERY_MS } = {}) {
      const deadline = host.now() + within * host.patience;
      for (;;) {
        const noted = comparisons.length;
        try {
          return await attempt();
        } catch (error) {
          if (host.now() >= deadline) throw error;
          // Reason: what an earlier attempt compared says nothing about the result.
          comparisons.length = noted;
        }
        await wait(every);
      }
    },
    equal(seen, expected, what) {
      const [a, b] = [shown(seen), shown(expected)];
      if (canonical(seen) !== canonical(expected)) fail(b, a, what);
      comparisons.push({ what, expected: b, seen: a, passed: true });
    },
  };
}

/** An error that was no comparison: its AWS code and message. */
function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));

/** JSON with sorted keys, so that deep equality is equality of texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      item !== null && typeof item === 'object' && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    ) ?? String(value)
  );
}
