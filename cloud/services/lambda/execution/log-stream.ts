import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../aws-error.ts';
import type { Aws } from '../../aws.ts';

const MAX_EVENTS = 10_000;
/** CloudWatch Logs counts 26 bytes beside each event's text, and takes a mebibyte at once. */
const EVENT_OVERHEAD = 26;
const MAX_BYTES = 1_048_576;
/** UTF-8 needs at most this many bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/**
 * One execution environment's log stream. Writing never holds an invocation up: what comes while a batch is written goes
 * into the next. Without permission to write there simply is no log, as on Lambda.
 */
export class LogStream {
  readonly group: string;
  readonly name: string;
  readonly #logs: () => Aws['logs'];
  readonly #onFault: (error: unknown) => void;
  #pending: InputLogEvent[] = [];
  #writing: Promise<void> | undefined;
  #exists = false;
  #denied = false;

  constructor(group: string, name: string, logs: () => Aws['logs'], onFault: (error: unknown) => void) {
    this.group = group;
    this.name = name;
    this.#logs = logs;
    this.#onFault = onFault;
  }

  append(lines: readonly string[], timestamp: number): void {
    if (this.#denied) return;
    for (const message of lines) if (message !== '') this.#pending.push({ timestamp, message });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when everything appended so far is written. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    // Reason: what one invocation appends in one turn becomes one batch.
    await Promise.resolve();
    try {
      while (this.#pending.length > 0) {
        const batch = this.#takeBatch();
        if (!this.#exists) await this.#create();
        try {
          await this.#put(batch);
        } catch (error) {
          if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
          // Reason: a function makes its log group again when somebody has deleted it.
          await this.#create();
          await this.#put(batch);
        }
      }
    } catch (error) {
      this.#pending = [];
      this.#denied = true;
      if (!(error instanceof AwsError)) this.#onFault(error);
    }
  }

  async #put(logEvents: InputLogEvent[]): Promise<void> {
    await this.#logs().PutLogEvents({ logGroupName: this.group, logStreamName: this.name, logEvents });
  }

  async #create(): Promise<void> {
    const logs = this.#logs();
    try {
      await this.#unlessThere(() => logs.CreateLogStream({ logGroupName: this.group, logStreamName: this.name }));
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
      await this.#unlessThere(() => logs.CreateLogGroup({ logGroupName: this.group }));
      await this.#unlessThere(() => logs.CreateLogStream({ logGroupName: this.group, logStreamName: this.name }));
    }
    this.#exists = true;
  }

  async #unlessThere(create: () => Promise<unknown>): Promise<void> {
    try {
      await create();
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException')) throw error;
    }
  }

  #takeBatch(): InputLogEvent[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of this.#pending) {
      bytes += message!.length * BYTES_PER_UNIT + EVENT_OVERHEAD;
      if (count > 0 && (bytes > MAX_BYTES || count === MAX_EVENTS)) break;
      count++;
    }
    return this.#pending.splice(0, count);
  }
}
