import { AwsError } from '../../../aws-error.ts';
import { delay } from '../../../clock.ts';
import type { Call } from '../../../operation.ts';
import type { Aws } from '../../aws.ts';
import { routed } from '../aliases.ts';
import { type Outcome, run } from '../execution/run.ts';
import { assumeRole, type RoleSession } from '../execution/session.ts';
import { slotsOf } from '../execution/slots.ts';
import { functionOfArn, versionOf } from '../function-name.ts';
import { backgroundOf, type Local } from '../local.ts';
import type { EventSourceMapping, LambdaState } from '../state.ts';
import { type Pattern, parsePattern } from './event-pattern.ts';

/** A role session is given up this long before it ends. */
const RENEW_MS = 60_000;

/** What moves one mapping's source. */
export interface Poller {
  readonly mapping: EventSourceMapping;
  /** Begins. */
  start(): Promise<void>;
  /** The source has news. */
  wake(): void;
  /** Ends after the batches under way. */
  stop(): Promise<void>;
  /** Whether a batch is under way. */
  readonly isBusy: boolean;
}

/** What the pollers of streams and queues have in common: the function's role, its filters, its invocation, and an end. */
export class MappingWork {
  readonly mapping: EventSourceMapping;
  protected readonly call: Call<LambdaState, Local>;
  readonly #patterns: Pattern[];
  readonly #ending = new AbortController();
  #session: { roleArn: string; session: Promise<RoleSession> } | undefined;

  /** `call` must outlive any request. */
  constructor(call: Call<LambdaState, Local>, mapping: EventSourceMapping) {
    this.call = call;
    this.mapping = mapping;
    this.#patterns = (mapping.filters?.Filters ?? []).map(({ Pattern }) => parsePattern(Pattern!));
  }

  /** No new work. */
  get stopped(): boolean {
    return this.#ending.signal.aborted || this.killed;
  }

  /** The cloud is ending: results do not count. */
  get killed(): boolean {
    return this.call.local.stopped;
  }

  now(): number {
    return this.call.clock.now();
  }

  after(ms: number, action: () => void): () => void {
    return this.call.clock.after(ms, action);
  }

  async pause(ms: number): Promise<void> {
    if (this.stopped) return;
    const { signal } = this.#ending;
    let onAbort = () => {};
    const aborted = new Promise<void>((resolve) => {
      onAbort = resolve;
      signal.addEventListener('abort', onAbort);
    });
    await Promise.race([delay(this.call.clock, ms), aborted]);
    signal.removeEventListener('abort', onAbort);
  }

  /** The cloud as the function's role sees it. */
  async aws(): Promise<Aws> {
    const fn = functionOfArn(this.call.state, this.mapping.functionArn)?.fn;
    if (!fn) throw new AwsError('ResourceNotFoundException', `Function not found: ${this.mapping.functionArn}`);
    const { role } = fn.latest;
    const isUsable = async () => (await this.#session!.session).expiresAt - RENEW_MS > this.now();
    if (this.#session?.roleArn !== role || !(await isUsable())) {
      this.#session = { roleArn: role, session: assumeRole(this.call, role, fn.name) };
      this.#session.session.catch(() => {
        this.#session = undefined;
      });
    }
    return this.call.as((await this.#session.session).principal);
  }

  /** Says how the last read or batch went. */
  report(result: string): void {
    this.mapping.lastProcessingResult = result;
  }

  /** Says that the state has changed. */
  changed(): void {
    this.call.changed();
  }

  fault(error: unknown): void {
    backgroundOf(this.call.local).fault(error);
  }

  protected forgetSession(): void {
    this.#session = undefined;
  }

  protected end(): void {
    this.#ending.abort();
  }

  protected onEnd(action: () => void): void {
    this.#ending.signal.addEventListener('abort', action, { once: true });
  }

  /** Whether one of the mapping's filters fits; `facts` is asked only when there are filters. */
  protected isWanted(facts: () => unknown): boolean {
    if (this.#patterns.length === 0) return true;
    const event = facts();
    return this.#patterns.some((matches) => matches(event));
  }

  /**
   * Runs the function with records (JSON texts); undefined when it cannot be run now. Waits for the function's
   * concurrency, at most until `giveUp`.
   */
  protected async invoke(records: readonly string[], giveUp?: AbortSignal): Promise<Outcome | undefined> {
    const { call } = this;
    const signal = giveUp ? AbortSignal.any([this.#ending.signal, giveUp]) : this.#ending.signal;
    const found = functionOfArn(call.state, this.mapping.functionArn);
    if (!found) {
      this.report('PROBLEM: Function not found');
      return undefined;
    }
    const { fn, qualifier } = found;
    const slots = slotsOf(call);
    if (!(await slots.take(fn.name, signal))) return undefined;
    try {
      const version = versionOf(fn, routed(call, fn, qualifier));
      const payload = `{"Records":[${records.join(',')}]}`;
      return await run(call, fn, version, { requestId: call.random.uuid(), qualifier, payload });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.report(`PROBLEM: ${error.message}`);
      return undefined;
    } finally {
      slots.give(fn.name);
    }
  }
}
