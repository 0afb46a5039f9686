import type { Clock } from '../clock.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';
import type { CarriedRequest, CarriedResponse, FromFunction, ToFunction } from './browser-messages.ts';
import type { LoadedPackage } from './browser-modules.ts';
import type { ExecutionEnvironment, FunctionCode, FunctionError, InvocationContext, InvocationResult } from './execution-environment.ts';
import { handlerParts } from './handler-context.ts';
import { errorReports } from './report.ts';

export interface BrowserEnvironmentParts {
  code: FunctionCode;
  clock: Clock;
  /** Address of the Worker's first module. */
  start: string;
  endpoint: string;
  unpacked: Promise<LoadedPackage>;
  handle(request: HttpRequest): Promise<HttpResponse>;
  onEnd(): void;
  onFault(error: unknown): void;
}

const { functionError, loggedError } = errorReports((text) => text);

/** An execution environment as a Worker. `terminate()` ends it at once, whatever it does. */
export class BrowserEnvironment implements ExecutionEnvironment {
  readonly ready: Promise<{ initMs: number; error?: FunctionError }>;
  /** A browser does not tell how much memory a Worker takes. */
  readonly memoryUsedMB = undefined;
  readonly #parts: BrowserEnvironmentParts;
  #worker: Worker | undefined;
  #isReady = false;
  #ended = false;
  #lines: string[] = [];
  #onReady: (error: FunctionError | undefined) => void = () => {};
  #onResult: ((result: Unmeasured) => void) | undefined;

  constructor(parts: BrowserEnvironmentParts) {
    this.#parts = parts;
    const started = performance.now();
    this.ready = new Promise((resolve) => {
      this.#onReady = (error) => {
        if (this.#isReady) return;
        this.#isReady = true;
        const initMs = performance.now() - started;
        resolve(error ? { initMs, error } : { initMs });
      };
    });
    void this.#start();
  }

  get alive(): boolean {
    return !this.#ended;
  }

  async invoke(event: string, context: InvocationContext, timeoutMs: number): Promise<InvocationResult> {
    const started = performance.now();
    const result = await new Promise<Unmeasured>((resolve) => {
      if (this.#ended) {
        resolve({ kind: 'exited', message: 'Runtime exited without providing a reason' });
        return;
      }
      const cancel = this.#parts.clock.after(timeoutMs, () => {
        this.#onResult = undefined;
        this.kill();
        resolve({ kind: 'timeout' });
      });
      this.#onResult = (settled) => {
        this.#onResult = undefined;
        cancel();
        resolve(settled);
      };
      // Reason: an init phase that took too long goes on within the invocation.
      if (this.#isReady) this.#send({ kind: 'invoke', event, context });
      else
        void this.ready.then(({ error }) =>
          error ? this.#onResult?.({ kind: 'failed', error }) : this.#send({ kind: 'invoke', event, context }),
        );
    });
    return { ...result, durationMs: performance.now() - started };
  }

  takeLog(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  kill(): void {
    this.#end('Runtime exited with error: signal: killed');
  }

  async #start(): Promise<void> {
    const { code, unpacked, start, endpoint } = this.#parts;
    try {
      if (code.layers) throw new Error(`${code.functionName} uses a layer, which functions in the page cannot have`);
      const loaded = await unpacked;
      const module = loaded.addressOf(handlerParts(code.handler).module);
      if (this.#ended) return;
      this.#worker = new Worker(start, { type: 'module', name: code.functionName });
      this.#worker.onmessage = ({ data }: MessageEvent<FromFunction>) => this.#take(data);
      this.#worker.onerror = (event) => this.#fail(event.error ?? new Error(event.message || 'The Worker could not be started'));
      const environment = {
        LANG: 'en_US.UTF-8',
        TZ: ':UTC',
        ...code.environment,
        _HANDLER: code.handler,
        LAMBDA_TASK_ROOT: '/var/task',
        LAMBDA_RUNTIME_DIR: '/var/runtime',
        AWS_EXECUTION_ENV: `AWS_Lambda_${code.runtime}`,
        AWS_ENDPOINT_URL: endpoint,
      };
      this.#send({ kind: 'init', environment, module, handler: code.handler, hasCallbacks: code.runtime === 'nodejs22.x' });
    } catch (error) {
      this.#fail(error);
    }
  }

  #send(message: ToFunction, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #take(message: FromFunction): void {
    if (this.#ended) return;
    switch (message.kind) {
      case 'line':
        this.#lines.push(message.text);
        break;
      case 'ready':
        this.#onReady(message.error);
        break;
      case 'returned':
        this.#onResult?.({ kind: 'returned', payload: message.payload });
        break;
      case 'failed':
        this.#onResult?.({ kind: 'failed', error: message.error });
        break;
      case 'crashed': {
        if (this.#isReady) this.#onResult?.({ kind: 'failed', error: message.error });
        else this.#onReady(message.error);
        this.#end(`Runtime exited with error: exit status ${message.status}`);
        break;
      }
      case 'call':
        void this.#answer(message.call, message.request);
        break;
    }
  }

  async #answer(call: number, request: CarriedRequest): Promise<void> {
    try {
      const response = await carried(await this.#parts.handle(opened(request)));
      this.#send({ kind: 'answer', call, response }, [response.body.buffer as ArrayBuffer]);
    } catch (error) {
      this.#parts.onFault(error);
    }
  }

  /** What went wrong before the function's own code ran. */
  #fail(error: unknown): void {
    this.#lines.push(`${new Date(this.#parts.clock.now()).toISOString()}\tundefined\tERROR\tUncaught Exception ${loggedError(error)}`);
    this.#onReady(functionError(error));
    this.#end('Runtime exited with error: exit status 1');
  }

  #end(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#worker?.terminate();
    this.#parts.onEnd();
    this.#onReady({ errorType: 'Runtime.ExitError', errorMessage: message });
    this.#onResult?.({ kind: 'exited', message });
  }
}

type Unmeasured = InvocationResult extends infer Result ? (Result extends InvocationResult ? Omit<Result, 'durationMs'> : never) : never;

/** A carried request as the cloud takes it. */
export function opened({ method, path, query, headers, body }: CarriedRequest): HttpRequest {
  return { method, path, query: new URLSearchParams(query), headers, body: chunks(body) };
}

async function* chunks(body: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  if (body && body.length > 0) yield body;
}

/** The cloud's answer in one piece; its bytes belong to the answer alone and may be handed over. */
export async function carried({ status, headers, body }: HttpResponse): Promise<CarriedResponse> {
  if (body === undefined) return { status, headers, body: new Uint8Array() };
  if (typeof body === 'string') return { status, headers, body: new TextEncoder().encode(body) };
  if (body instanceof Uint8Array) return { status, headers, body: body.slice() };
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return { status, headers, body: new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer()) };
}
