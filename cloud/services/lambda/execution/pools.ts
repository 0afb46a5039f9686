import type { Call } from '../../../operation.ts';
import type { ExecutionEnvironment, FunctionError } from '../../../runtime/execution-environment.ts';
import { unpack } from '../code.ts';
import { runtimeVersionArn } from '../configuration.ts';
import { layersOf } from '../layers/used-layers.ts';
import { backgroundCall, backgroundOf, type Local } from '../local.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from '../state.ts';
import { environmentVariables } from './environment-variables.ts';
import { initReportLine, initStartLine } from './log-lines.ts';
import { LogStream } from './log-stream.ts';
import { assumeRole, type RoleSession } from './session.ts';

/** How long an unused environment is kept. */
const IDLE_MS = 5 * 60_000;
/** Environments are not used for longer than their credentials live, less this. */
const RENEW_MS = 5 * 60_000;
/** The init phase's limit; what takes longer starts again within the invocation. */
const INIT_LIMIT_MS = 10_000;
/** Environments started at the same time: more would only slow each other down. */
const STARTING_AT_ONCE = 4;
/** How long a full machine holds new environments back: a function may wait for another one. */
const FULL_WAIT_MS = 1000;

type LambdaCall = Call<LambdaState, Local>;

/** An environment with what Lambda keeps about it. */
export interface Held {
  environment: ExecutionEnvironment;
  log: LogStream;
  /** The function's role. */
  session: RoleSession;
  /** When the init phase that the next invocation reports began and ended (ms). */
  init: { startedAt: number; endedAt: number } | undefined;
  /** Of the init phase that the next invocation reports. */
  initMs: number | undefined;
  initError: FunctionError | undefined;
  renewAt: number;
  cancelIdle: () => void;
}

interface Pool {
  call: LambdaCall;
  fn: LambdaFunction;
  version: FunctionVersion;
  idle: Held[];
  all: Set<Held>;
  starting: number;
  waiting: { resolve: (held: Held) => void; reject: (error: unknown) => void }[];
  retired: boolean;
}

/** The execution environments of all functions: one pool for each version and revision. */
export class Pools {
  readonly #pools = new Map<string, Pool>();
  #starting = 0;
  /** Of those, how many have no environment yet. */
  #unmade = 0;
  #held: (() => void) | undefined;
  #letIn = false;

  /** An environment for one invocation: an idle one, or the first that becomes free or ready. */
  take(call: LambdaCall, fn: LambdaFunction, version: FunctionVersion): Promise<Held> {
    const pool = this.#poolOf(call, fn, version);
    for (let held = pool.idle.pop(); held; held = pool.idle.pop()) {
      held.cancelIdle();
      if (held.environment.alive && held.renewAt > call.clock.now()) return Promise.resolve(held);
      this.#discard(pool, held);
    }
    // Reason: a pool whose last environment has just been given up is forgotten.
    this.#pools.set(keyOf(call, fn, version), pool);
    return new Promise((resolve, reject) => {
      pool.waiting.push({ resolve, reject });
      this.#startMore(call);
    });
  }

  /** Gives an environment back after its invocation. */
  give(call: LambdaCall, fn: LambdaFunction, version: FunctionVersion, held: Held): void {
    held.initMs = undefined;
    held.init = undefined;
    const pool = this.#pools.get(keyOf(call, fn, version));
    if (!pool || pool.retired || !held.environment.alive || held.renewAt <= call.clock.now()) {
      if (pool) this.#discard(pool, held);
      else held.environment.kill();
      this.#startMore(call);
      return;
    }
    this.#offer(pool, held);
    this.#startMore(call);
  }

  /** Ends a function's environments: idle ones now, busy ones after their invocation. Those of `keep` live on. */
  retire(call: LambdaCall, fn: LambdaFunction, keep: (version: FunctionVersion) => boolean = () => false): void {
    for (const [key, pool] of this.#pools) {
      if (pool.fn !== fn || pool.call.account !== call.account || pool.call.region !== call.region || keep(pool.version)) continue;
      pool.retired = true;
      for (const held of pool.idle.splice(0)) {
        held.cancelIdle();
        this.#discard(pool, held);
      }
      if (pool.all.size === 0 && pool.starting === 0 && pool.waiting.length === 0) this.#pools.delete(key);
    }
  }

  /** Resolves when all logs are written. */
  async flushed(): Promise<void> {
    for (const pool of this.#pools.values()) for (const held of pool.all) await held.log.flushed();
  }

  #poolOf(call: LambdaCall, fn: LambdaFunction, version: FunctionVersion): Pool {
    const key = keyOf(call, fn, version);
    let pool = this.#pools.get(key);
    if (!pool || pool.fn !== fn) {
      // Reason: environments and their logs outlive the request that needed the first one.
      pool = {
        call: backgroundCall(call),
        fn,
        version: { ...version },
        idle: [],
        all: new Set(),
        starting: 0,
        waiting: [],
        retired: false,
      };
      this.#pools.set(key, pool);
    }
    return pool;
  }

  #offer(pool: Pool, held: Held): void {
    const waiter = pool.waiting.shift();
    if (waiter) {
      waiter.resolve(held);
      return;
    }
    pool.idle.push(held);
    held.cancelIdle = pool.call.clock.after(IDLE_MS, () => {
      pool.idle = pool.idle.filter((other) => other !== held);
      this.#discard(pool, held);
    });
  }

  #discard(pool: Pool, held: Held): void {
    held.environment.kill();
    pool.all.delete(held);
    if (pool.all.size === 0 && pool.starting === 0 && pool.waiting.length === 0)
      this.#pools.delete(keyOf(pool.call, pool.fn, pool.version));
  }

  /** Starts environments for whoever waits, one function after the other, as far as the machine carries them. */
  #startMore(call: LambdaCall): void {
    for (let goesOn = true; goesOn; ) {
      goesOn = false;
      for (const pool of this.#pools.values()) {
        if (pool.waiting.length <= pool.starting) continue;
        if (call.local.stopped || this.#starting >= STARTING_AT_ONCE || !this.#hasRoom(call)) return;
        void this.#start(pool);
        goesOn = true;
      }
    }
  }

  #hasRoom(call: LambdaCall): boolean {
    const { environments, clock } = call;
    if (environments.alive + this.#unmade < (environments.capacity ?? Number.POSITIVE_INFINITY) || this.#letIn) {
      this.#letIn = false;
      return true;
    }
    for (const pool of this.#pools.values()) {
      const held = pool.idle.shift();
      if (!held) continue;
      held.cancelIdle();
      this.#discard(pool, held);
      return true;
    }
    this.#held ??= clock.after(FULL_WAIT_MS, () => {
      this.#held = undefined;
      this.#letIn = true;
      this.#startMore(call);
    });
    return false;
  }

  async #start(pool: Pool): Promise<void> {
    pool.starting++;
    this.#starting++;
    this.#unmade++;
    let isMade = false;
    const made = () => {
      if (!isMade) this.#unmade--;
      isMade = true;
    };
    try {
      const held = await this.#init(pool, made);
      if (pool.waiting.length === 0 && (pool.retired || !held.environment.alive)) this.#discard(pool, held);
      else this.#offer(pool, held);
    } catch (error) {
      pool.waiting.shift()?.reject(error);
    } finally {
      made();
      pool.starting--;
      this.#starting--;
      this.#startMore(pool.call);
    }
  }

  async #init(pool: Pool, made: () => void): Promise<Held> {
    const { call, fn, version } = pool;
    const session = await assumeRole(call, version.role, fn.name);
    const log = new LogStream(
      version.logGroup,
      logStreamName(call, fn, version),
      () => call.as(session.principal).logs,
      (error) => backgroundOf(call.local).fault(error),
    );
    const zip = call.state.packages.get(version.codeSha256);
    if (!zip) throw new Error(`The package of ${fn.arn} is missing.`);
    const create = () =>
      call.environments.create({
        functionName: fn.name,
        codeSha256: version.codeSha256,
        files: () => unpack(zip),
        ...layersOf(call.state, version),
        handler: version.handler,
        runtime: version.runtime,
        memoryMB: version.memorySize,
        environment: environmentVariables(call, fn, version, session, log),
      });
    const startedAt = call.clock.now();
    const held: Held = {
      environment: create(),
      log,
      session,
      init: undefined,
      initMs: undefined,
      initError: undefined,
      renewAt: session.expiresAt - RENEW_MS,
      cancelIdle: () => {},
    };
    made();
    pool.all.add(held);
    log.append([initStartLine(version.runtime, runtimeVersionArn(call.region, version.runtime))], call.clock.now());
    const init = await within(call, held.environment.ready, INIT_LIMIT_MS);
    log.append(held.environment.takeLog(), call.clock.now());
    if (init === 'timeout') {
      log.append([initReportLine(INIT_LIMIT_MS, 'timeout')], call.clock.now());
      held.environment.kill();
      held.environment = create();
      return held;
    }
    held.init = { startedAt, endedAt: call.clock.now() };
    held.initMs = init.initMs;
    held.initError = init.error;
    if (init.error) log.append([initReportLine(init.initMs, 'error', init.error.errorType)], call.clock.now());
    return held;
  }
}

function within<T>(call: LambdaCall, promise: Promise<T>, ms: number): Promise<T | 'timeout'> {
  return new Promise((resolve, reject) => {
    const cancel = call.clock.after(ms, () => resolve('timeout'));
    promise.then(resolve, reject).finally(cancel);
  });
}

function keyOf(call: LambdaCall, fn: LambdaFunction, version: FunctionVersion): string {
  return `${call.account}|${call.region}|${fn.name}|${version.version}|${version.revisionId}`;
}

function logStreamName(call: LambdaCall, fn: LambdaFunction, version: FunctionVersion): string {
  const day = new Date(call.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const shared = version.logGroup === `/aws/lambda/${fn.name}` ? '' : fn.name;
  return `${day}/${shared}[${version.version}]${call.random.text(32)}`;
}
