import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.ts';
import type { ExecutionEnvironment, FunctionCode, FunctionError, InvocationContext, InvocationResult } from './execution-environment.ts';
import { FROM_CLOUD, FrameKind, frame, frameReader, TO_CLOUD } from './node-frames.ts';
import { layerModules } from './node-layers.ts';
import type { Unpacked } from './node-package.ts';
import { waitedForCore } from './node-waiting.ts';

export interface NodeEnvironmentParts {
  code: FunctionCode;
  clock: Clock;
  /** Where the deployment package and the layers lie, once they are unpacked. */
  unpacked: Promise<Unpacked>;
  endpoint: string;
  compileCache: string;
  onStart(pid: number): void;
  onEnd(pid: number | undefined): void;
  onFault(error: unknown): void;
}

const BOOTSTRAP = fileURLToPath(new URL('node-bootstrap.ts', import.meta.url));
/** How long a killed process's last lines are waited for. */
const DRAIN_MS = 500;

/** An execution environment as a child process of the cloud, in a process group of its own. */
export class NodeEnvironment implements ExecutionEnvironment {
  readonly ready: Promise<{ initMs: number; error?: FunctionError }>;
  memoryUsedMB = 0;
  readonly #parts: NodeEnvironmentParts;
  readonly #closed: Promise<void>;
  #child: ChildProcess | undefined;
  #isUsable = true;
  #killed = false;
  #ended = false;
  #isReady = false;
  #lines: string[] = [];
  #output = '';
  #onReady: (error: FunctionError | undefined) => void = () => {};
  #onResult: ((result: Unmeasured) => void) | undefined;
  #onClosed: () => void = () => {};

  constructor(parts: NodeEnvironmentParts) {
    this.#parts = parts;
    this.#closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    const started = performance.now();
    this.ready = new Promise((resolve) => {
      this.#onReady = (error) => {
        const initMs = performance.now() - started - this.#waited();
        this.#isReady = true;
        resolve(error ? { initMs, error } : { initMs });
      };
    });
    parts.unpacked.then(
      (unpacked) => this.#start(unpacked),
      (error) => {
        parts.onFault(error);
        this.#end(`Runtime could not be started: ${error instanceof Error ? error.message : error}`);
      },
    );
  }

  get alive(): boolean {
    return this.#isUsable && !this.#ended;
  }

  async invoke(event: string, context: InvocationContext, timeoutMs: number): Promise<InvocationResult> {
    const started = performance.now();
    const waitedBefore = this.#waited();
    const waitedSince = () => Math.max(0, this.#waited() - waitedBefore);
    const result = await new Promise<Unmeasured>((resolve) => {
      if (!this.alive) {
        resolve({ kind: 'exited', message: 'Runtime exited without providing a reason' });
        return;
      }
      let granted = 0;
      const onTimeout = () => {
        const owed = waitedSince() - granted;
        if (owed >= 1) {
          granted += owed;
          cancel = this.#parts.clock.after(owed, onTimeout);
          return;
        }
        this.#onResult = undefined;
        this.kill();
        const drained = this.#parts.clock.after(DRAIN_MS, () => resolve({ kind: 'timeout' }));
        void this.#closed.then(() => {
          drained();
          resolve({ kind: 'timeout' });
        });
      };
      let cancel = this.#parts.clock.after(timeoutMs, onTimeout);
      this.#onResult = (settled) => {
        this.#onResult = undefined;
        cancel();
        resolve(settled);
      };
      const text = `${JSON.stringify(context)}\n${event}`;
      if (this.#isReady) this.#write(text);
      // Reason: an init phase that took too long goes on within the invocation.
      else void this.ready.then(({ error }) => (error ? this.#onResult?.({ kind: 'failed', error }) : this.#write(text)));
    });
    return { ...result, durationMs: performance.now() - started - waitedSince() };
  }

  takeLog(): string[] {
    this.#cutOutput(true);
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  kill(): void {
    if (this.#killed || this.#ended) return;
    this.#killed = true;
    this.#isUsable = false;
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  /** Kills it and waits until it is gone. */
  async end(): Promise<void> {
    this.kill();
    await this.#closed;
  }

  #start({ task, opt }: Unpacked): void {
    if (this.#killed) {
      this.#end('Runtime exited with error: signal: killed');
      return;
    }
    const { code, endpoint, compileCache } = this.#parts;
    const child = spawn(process.execPath, [...heapLimits(code), BOOTSTRAP, ...(opt === undefined ? [] : [opt])], {
      cwd: task,
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'en_US.UTF-8',
        TZ: ':UTC',
        HOME: '/home/sbx_user1051',
        ...code.environment,
        _HANDLER: code.handler,
        LAMBDA_TASK_ROOT: task,
        LAMBDA_RUNTIME_DIR: '/var/runtime',
        AWS_EXECUTION_ENV: `AWS_Lambda_${code.runtime}`,
        AWS_ENDPOINT_URL: endpoint,
        NODE_COMPILE_CACHE: compileCache,
        ...(opt !== undefined && { NODE_PATH: layerModules(opt, code.runtime).join(delimiter) }),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // Reason: Ctrl-C in the cloud's terminal is for the cloud, which ends its environments itself.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    if (child.pid !== undefined) this.#parts.onStart(child.pid);
    const read = frameReader((kind, text) => this.#take(kind, text));
    child.stdio[TO_CLOUD]!.on('data', read);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#takeOutput(text));
    }
    // Reason: a process that dies while it is written to says so by its exit.
    child.stdio[FROM_CLOUD]!.on('error', () => {});
    child.on('error', (error) => {
      this.#parts.onFault(error);
      if (child.pid === undefined) this.#end(`Runtime could not be started: ${error.message}`);
    });
    child.on('close', (status, signal) => this.#end(exitMessage(status, signal)));
  }

  /** Time (ms) that counts neither as the function's nor against its timeout: its process waited for a core. */
  #waited(): number {
    const pid = this.#child?.pid;
    return pid === undefined || this.#ended ? 0 : waitedForCore(pid);
  }

  #write(invocation: string): void {
    (this.#child!.stdio[FROM_CLOUD] as Writable).write(frame(FrameKind.Invoke, invocation));
  }

  #take(kind: FrameKind, text: string): void {
    switch (kind) {
      case FrameKind.Line:
        this.#cutOutput(true);
        this.#lines.push(text);
        break;
      case FrameKind.Output:
        this.#takeOutput(text);
        break;
      default: {
        const cut = text.indexOf('\n');
        this.memoryUsedMB = Math.ceil(Number(text.slice(0, cut)) / 1024);
        const body = text.slice(cut + 1);
        if (kind === FrameKind.Crashed) this.#crashed();
        if (!this.#isReady) {
          this.#onReady(body === '' ? undefined : JSON.parse(body));
          break;
        }
        this.#onResult?.(kind === FrameKind.Returned ? { kind: 'returned', payload: body } : { kind: 'failed', error: JSON.parse(body) });
        break;
      }
    }
  }

  /** The process says that it ends: its exit handlers get a moment. */
  #crashed(): void {
    this.#isUsable = false;
    const cancel = this.#parts.clock.after(DRAIN_MS, () => this.kill());
    void this.#closed.then(cancel);
  }

  #takeOutput(text: string): void {
    this.#output += text;
    this.#cutOutput(false);
  }

  /** Turns what was written so far into lines; `all` takes an unfinished last line too. */
  #cutOutput(all: boolean): void {
    if (this.#output === '') return;
    const lines = this.#output.split('\n');
    this.#output = lines.pop()!;
    if (all && this.#output !== '') {
      lines.push(this.#output);
      this.#output = '';
    }
    this.#lines.push(...lines);
  }

  #end(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#parts.onEnd(this.#child?.pid);
    this.#onReady({ errorType: 'Runtime.ExitError', errorMessage: message });
    this.#onResult?.({ kind: 'exited', message });
    this.#onClosed();
  }
}

type Unmeasured = InvocationResult extends infer Result ? (Result extends InvocationResult ? Omit<Result, 'durationMs'> : never) : never;

/** Nine tenths of the function's memory for the old generation, a twentieth for the young one, unless the function says otherwise. */
function heapLimits({ memoryMB, environment }: FunctionCode): string[] {
  if (/--max[-_](old|semi)[-_]space[-_]size/.test(environment.NODE_OPTIONS ?? '')) return [];
  return [`--max-old-space-size=${Math.floor(memoryMB * 0.9)}`, `--max-semi-space-size=${Math.max(1, Math.floor(memoryMB / 20))}`];
}

const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function exitMessage(status: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`;
  return status === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${status}`;
}
