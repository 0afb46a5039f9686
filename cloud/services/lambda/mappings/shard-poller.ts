import { AwsError } from '../../../aws-error.ts';
import type { Aws } from '../../aws.ts';
import type { Outcome } from '../execution/run.ts';
import type { Batch, EventSourceMapping, ShardCheckpoint, ShardPosition } from '../state.ts';
import { afterFailure, backOff, firstFailed, troubleWait } from './batch-result.ts';
import { laneOf } from './lanes.ts';
import type { ReadResult, SourceRecord } from './source.ts';

/** Records held beyond those in batches: a shard that is stuck is not read on for ever. */
const MAX_HELD = 20_000;
/** The most an invocation's payload may hold, less what surrounds the records. */
const MAX_PAYLOAD = 6_291_456 - 1024;
/** Batches that are not full follow each other no faster than this, so that a busy stream makes fewer and larger ones. */
const GATHER_MS = 20;
/** How long to wait when the function cannot be run at all. */
const NO_RUN_MS = 1000;

/** What a shard's poller needs of its mapping's. */
export interface ShardHost {
  mapping: EventSourceMapping;
  now(): number;
  /** Resolves after `ms`, or when the mapping stops or changes. */
  pause(ms: number): Promise<void>;
  after(ms: number, action: () => void): () => void;
  aws(): Promise<Aws>;
  /** Behind the newest record there is. */
  latest(aws: Aws, shardId: string): Promise<ShardPosition>;
  iterator(aws: Aws, shardId: string, checkpoint: ShardCheckpoint, after: string | undefined): Promise<string>;
  read(aws: Aws, iterator: string, shardId: string): Promise<ReadResult>;
  passes(record: SourceRecord): boolean;
  /** Runs the function with a batch; undefined when it cannot be run now. */
  run(records: readonly SourceRecord[]): Promise<Outcome | undefined>;
  giveUp(
    shardId: string,
    records: readonly SourceRecord[],
    condition: string,
    failures: number,
    outcome: Outcome | undefined,
  ): Promise<void>;
  /** Says how the last read or batch went. */
  report(result: string): void;
  /** Says that the state has changed. */
  changed(): void;
  finished(shardId: string): void;
  fault(error: unknown): void;
  /** No new work. */
  readonly stopped: boolean;
  /** The cloud is ending: results do not count. */
  readonly killed: boolean;
}

/** Reads one shard and hands its records to the function: in batches, in order, and not past a batch that fails. */
export class ShardPoller {
  readonly #host: ShardHost;
  readonly #shardId: string;
  readonly #checkpoint: ShardCheckpoint;
  #iterator: string | undefined;
  /** The newest sequence number read. */
  #lastRead: string | undefined;
  #mayHaveMore = true;
  #atEnd = false;
  #reading: Promise<void> | undefined;
  #troubles = 0;
  /** Everything read and not yet behind the checkpoint, in order. */
  #held: SourceRecord[] = [];
  readonly #bySequence = new Map<string, SourceRecord>();
  /** Records that wait for a batch, by lane. */
  readonly #queues: SourceRecord[][];
  readonly #busy = new Set<number>();
  readonly #lanesAtWork = new Set<Promise<void>>();
  /** When each lane's last batch was made. */
  readonly #lastBatch = new Map<number, number>();
  readonly #windows = new Map<number, () => void>();

  constructor(host: ShardHost, shardId: string, checkpoint: ShardCheckpoint) {
    this.#host = host;
    this.#shardId = shardId;
    this.#checkpoint = checkpoint;
    const lanes = host.mapping.parallelizationFactor;
    this.#queues = Array.from({ length: lanes }, () => []);
    // Reason: a cloud that was killed while the factor changed has batches of lanes that are no more.
    for (const lane of checkpoint.lanes.keys()) if (lane >= lanes) checkpoint.lanes.delete(lane);
  }

  /** Fixes where reading begins: what arrives from now on is not missed, not even when the cloud starts again before it is read. */
  async open(): Promise<void> {
    if (this.#checkpoint.position.type === 'LATEST') {
      this.#checkpoint.position = await this.#host.latest(await this.#host.aws(), this.#shardId);
      this.#host.changed();
    }
    this.#iterator ??= await this.#host.iterator(await this.#host.aws(), this.#shardId, this.#checkpoint, undefined);
  }

  /** There may be something to read. */
  wake(): void {
    this.#mayHaveMore = true;
    this.pump();
  }

  /** Starts every lane that is free and has something to do. */
  pump(): void {
    this.#queues.forEach((_, lane) => {
      if (this.#busy.has(lane) || this.#host.stopped) return;
      this.#busy.add(lane);
      const work = this.#runLane(lane)
        .catch((error) => this.#host.fault(error))
        .finally(() => {
          this.#busy.delete(lane);
          this.#lanesAtWork.delete(work);
          // Reason: a record may have come in between the lane's last look and now.
          if (this.#canRead && !this.#host.stopped) this.pump();
          else this.#finishIfDone();
        });
      this.#lanesAtWork.add(work);
    });
  }

  stop(): void {
    for (const cancel of this.#windows.values()) cancel();
  }

  get isBusy(): boolean {
    return this.#lanesAtWork.size > 0;
  }

  /** Resolves when no lane is at work: soon after the mapping has stopped. */
  async idle(): Promise<void> {
    while (this.#lanesAtWork.size > 0) await Promise.all(this.#lanesAtWork);
  }

  get #canRead(): boolean {
    return this.#mayHaveMore && !this.#atEnd && this.#held.length < MAX_HELD;
  }

  async #runLane(lane: number): Promise<void> {
    while (!this.#host.stopped) {
      const batch = this.#checkpoint.lanes.get(lane) ?? (await this.#nextBatch(lane));
      if (!batch) return;
      await this.#process(lane, batch);
    }
  }

  /** Makes the lane's next batch, or undefined when it must wait for more. */
  async #nextBatch(lane: number): Promise<Batch | undefined> {
    const { mapping } = this.#host;
    const queue = this.#queues[lane]!;
    await this.#fill(queue);
    const justBegun = (this.#lastBatch.get(lane) ?? Number.NEGATIVE_INFINITY) + GATHER_MS - this.#host.now();
    if (justBegun > 0 && queue.length < mapping.batchSize && mapping.batchingWindow === 0) {
      await this.#host.pause(justBegun);
      await this.#fill(queue);
    }
    if (this.#host.stopped) return undefined;
    if (queue.length === 0) return undefined;
    let bytes = 0;
    let count = 0;
    for (const { event } of queue) {
      bytes += event.length + 1;
      if (count > 0 && bytes > MAX_PAYLOAD) break;
      if (++count === mapping.batchSize) break;
    }
    const isFull = count === mapping.batchSize || bytes > MAX_PAYLOAD || this.#atEnd;
    if (!isFull && mapping.batchingWindow > 0 && !this.#windowIsOver(lane)) return undefined;
    this.#windows.get(lane)?.();
    this.#windows.delete(lane);
    const batch: Batch = { parts: [queue.splice(0, count).map(({ sequenceNumber }) => sequenceNumber)], failures: 0 };
    this.#checkpoint.lanes.set(lane, batch);
    this.#lastBatch.set(lane, this.#host.now());
    this.#host.changed();
    return batch;
  }

  /** Reads until a lane's queue holds a full batch or there is nothing more. */
  async #fill(queue: readonly SourceRecord[]): Promise<void> {
    while (queue.length < this.#host.mapping.batchSize && this.#canRead && !this.#host.stopped) await this.#read();
  }

  /** Whether the lane has waited for its batching window; begins it on the first asking. */
  #windowIsOver(lane: number): boolean {
    if (this.#windows.has(lane)) return this.#windows.get(lane) === over;
    const cancel = this.#host.after(this.#host.mapping.batchingWindow * 1000, () => {
      this.#windows.set(lane, over);
      this.pump();
    });
    this.#windows.set(lane, cancel);
    return false;
  }

  async #process(lane: number, batch: Batch): Promise<void> {
    const host = this.#host;
    let splits = 0;
    while (batch.parts.length > 0 && !host.stopped) {
      const records = await this.#recordsOf(batch.parts[0]!);
      if (host.stopped) return;
      const fresh = await this.#dropExpired(batch, records);
      if (fresh.length === 0) {
        batch.parts.shift();
        batch.failures = 0;
        continue;
      }
      const outcome = await host.run(fresh);
      // Reason: a cloud that stops has killed the function; the batch stays as it is for the next start.
      if (host.killed) return;
      if (!outcome) {
        await host.pause(NO_RUN_MS);
        continue;
      }
      const part = batch.parts[0]!;
      const failed = firstFailed(host.mapping, part, outcome);
      if (failed === undefined) {
        splits = 0;
        batch.parts.shift();
        batch.failures = 0;
        host.report('OK');
        this.#complete(part);
        continue;
      }
      host.report('PROBLEM: Function call failed');
      const attempts = batch.failures + 1;
      const { done, givenUp } = afterFailure(host.mapping, batch, failed);
      splits = batch.failures === 0 ? splits + 1 : 0;
      this.#complete(done);
      if (givenUp.length > 0) {
        const lost = fresh.filter(({ sequenceNumber }) => givenUp.includes(sequenceNumber));
        await host.giveUp(this.#shardId, lost, 'RetryAttemptsExhausted', attempts, outcome);
        this.#complete(givenUp);
      } else {
        host.changed();
        await host.pause(backOff(batch.failures + splits));
      }
    }
    if (batch.parts.length === 0) this.#checkpoint.lanes.delete(lane);
    host.changed();
  }

  /** The records of a batch; after a restart they are read again first. Records that the stream has lost are left out. */
  async #recordsOf(sequenceNumbers: readonly string[]): Promise<SourceRecord[]> {
    const isMissing = (number: string) => !this.#bySequence.has(number);
    while (sequenceNumbers.some(isMissing) && !this.#host.stopped) {
      // Reason: another lane's read may be bringing them.
      if (!this.#reading && !(this.#mayHaveMore && !this.#atEnd)) break;
      await this.#read();
    }
    return sequenceNumbers.map((number) => this.#bySequence.get(number)).filter((record) => record !== undefined);
  }

  async #dropExpired(batch: Batch, records: SourceRecord[]): Promise<SourceRecord[]> {
    const { maximumRecordAge } = this.#host.mapping;
    const part = batch.parts[0]!;
    let fresh = records;
    if (maximumRecordAge >= 0) {
      const oldest = this.#host.now() - maximumRecordAge * 1000;
      const expired = records.filter(({ arrivedAt }) => arrivedAt < oldest);
      if (expired.length > 0) {
        fresh = records.filter(({ arrivedAt }) => arrivedAt >= oldest);
        await this.#host.giveUp(this.#shardId, expired, 'RecordAgeExceeded', batch.failures, undefined);
      }
    }
    if (fresh.length < part.length) {
      const kept = new Set(fresh.map(({ sequenceNumber }) => sequenceNumber));
      this.#complete(part.filter((number) => !kept.has(number)));
      batch.parts[0] = part.filter((number) => kept.has(number));
    }
    return fresh;
  }

  /** Marks records as done and moves the checkpoint behind all that are done without a gap. */
  #complete(sequenceNumbers: readonly string[]): void {
    const { done } = this.#checkpoint;
    for (const number of sequenceNumbers) done.add(number);
    let behind = 0;
    for (; behind < this.#held.length; behind++) {
      const { sequenceNumber } = this.#held[behind]!;
      if (!done.delete(sequenceNumber)) break;
      this.#bySequence.delete(sequenceNumber);
      this.#checkpoint.position = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
    }
    if (behind > 0) this.#held.splice(0, behind);
    this.#host.changed();
  }

  /** Reads once. Lanes that need more at the same time share the read. */
  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    const host = this.#host;
    // Reason: what arrives while reading sets it again.
    this.#mayHaveMore = false;
    try {
      const aws = await host.aws();
      this.#iterator ??= await host.iterator(aws, this.#shardId, this.#checkpoint, this.#lastRead);
      const { records, next, mayHaveMore } = await host.read(aws, this.#iterator, this.#shardId);
      this.#iterator = next;
      this.#atEnd = next === undefined;
      if (mayHaveMore && !this.#atEnd) this.#mayHaveMore = true;
      this.#troubles = 0;
      this.#hold(records);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#recover(error);
    }
  }

  #hold(records: SourceRecord[]): void {
    const inBatches = new Set<string>();
    for (const { parts } of this.#checkpoint.lanes.values()) for (const part of parts) for (const number of part) inBatches.add(number);
    const unwanted: string[] = [];
    for (const record of records) {
      this.#held.push(record);
      this.#bySequence.set(record.sequenceNumber, record);
      if (inBatches.has(record.sequenceNumber) || this.#checkpoint.done.has(record.sequenceNumber)) continue;
      if (this.#host.passes(record)) this.#queues[laneOf(record.orderKey, this.#queues.length)]!.push(record);
      else unwanted.push(record.sequenceNumber);
    }
    this.#lastRead = records.at(-1)?.sequenceNumber ?? this.#lastRead;
    if (unwanted.length > 0) this.#complete(unwanted);
    // Reason: other lanes may have got something.
    if (this.#queues.length > 1 && records.length > 0) queueMicrotask(() => this.pump());
  }

  async #recover(error: AwsError): Promise<void> {
    this.#iterator = undefined;
    this.#mayHaveMore = true;
    if (error.code === 'ExpiredIteratorException') return;
    if (error.code === 'TrimmedDataAccessException') {
      this.#lastRead = undefined;
      this.#checkpoint.position = { type: 'TRIM_HORIZON' };
      return;
    }
    this.#host.report(`PROBLEM: ${error.message}`);
    await this.#host.pause(troubleWait(++this.#troubles));
  }

  #finishIfDone(): void {
    if (!this.#atEnd || this.#checkpoint.finished || this.#busy.size > 0 || this.#host.stopped) return;
    if (this.#held.length > 0 || this.#checkpoint.lanes.size > 0) return;
    this.#checkpoint.finished = true;
    this.#host.changed();
    this.#host.finished(this.#shardId);
  }
}

/** Stands in for a window's cancel function once the window is over. */
const over = () => {};
