import { tryParseArn } from '../../../arn.ts';
import { AwsError } from '../../../aws-error.ts';
import type { Call } from '../../../operation.ts';
import type { Aws } from '../../aws.ts';
import { sendToDestination } from '../destinations.ts';
import type { Outcome } from '../execution/run.ts';
import { functionOfArn } from '../function-name.ts';
import type { Local } from '../local.ts';
import { announceIteratorAge } from '../metrics.ts';
import type { EventSourceMapping, LambdaState, ShardCheckpoint, ShardPosition } from '../state.ts';
import { troubleWait } from './batch-result.ts';
import { MappingWork, type Poller } from './mapping-work.ts';
import { onFailureRecord } from './on-failure-record.ts';
import { type ShardHost, ShardPoller } from './shard-poller.ts';
import { type SourceRecord, type SourceShard, type StreamSource, sourceOf } from './source.ts';

/** How often a stream is asked for new shards when no record tells of them. */
const DISCOVER_MS = 30_000;

/** Moves one mapping's stream: finds its shards and polls each. */
export class StreamPoller extends MappingWork implements ShardHost, Poller {
  readonly #source: StreamSource;
  readonly #shards = new Map<string, ShardPoller>();
  #discovering: Promise<void> | undefined;
  #troubles = 0;

  /** `call` must outlive any request. */
  constructor(call: Call<LambdaState, Local>, mapping: EventSourceMapping) {
    super(call, mapping);
    this.#source = sourceOf(mapping.eventSourceArn)!;
  }

  /** Begins. Resolves when the shards there are have their starting positions, so that later records are not missed. */
  async start(): Promise<void> {
    await this.#discover();
    this.#discoverLater();
  }

  /** The stream has news. */
  wake(): void {
    for (const shard of this.#shards.values()) shard.wake();
  }

  /** Ends after the batches under way. */
  async stop(): Promise<void> {
    this.end();
    for (const shard of this.#shards.values()) shard.stop();
    await Promise.all([...this.#shards.values()].map((shard) => shard.idle()));
  }

  /** Whether a batch is under way. */
  get isBusy(): boolean {
    return [...this.#shards.values()].some((shard) => shard.isBusy);
  }

  async latest(aws: Aws, shardId: string): Promise<ShardPosition> {
    const { eventSourceArn } = this.mapping;
    let position: ShardPosition = { type: 'TRIM_HORIZON' };
    let iterator: string | undefined = await this.#source.iterator(aws, eventSourceArn, shardId, position);
    while (iterator !== undefined) {
      const { last, next } = await this.#source.skip(aws, iterator);
      if (last === undefined) break;
      position = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: last };
      iterator = next;
    }
    return position;
  }

  iterator(aws: Aws, shardId: string, checkpoint: ShardCheckpoint, after: string | undefined): Promise<string> {
    const position: ShardPosition = after === undefined ? checkpoint.position : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: after };
    return this.#source.iterator(aws, this.mapping.eventSourceArn, shardId, position);
  }

  async read(aws: Aws, iterator: string, shardId: string) {
    const limit = Math.min(this.#source.readLimit, Math.max(this.mapping.batchSize, 100));
    try {
      return await this.#source.read(aws, iterator, limit, {
        streamArn: this.mapping.eventSourceArn,
        shardId,
        region: this.call.region,
        role: functionOfArn(this.call.state, this.mapping.functionArn)?.fn.latest.role ?? '',
      });
    } catch (error) {
      // Reason: a role that was made again under its name has another id; the next session knows it.
      if (error instanceof AwsError && error.code.startsWith('AccessDenied')) this.forgetSession();
      throw error;
    }
  }

  passes(record: SourceRecord): boolean {
    return this.isWanted(() => record.filtered());
  }

  async run(records: readonly SourceRecord[]): Promise<Outcome | undefined> {
    const found = functionOfArn(this.call.state, this.mapping.functionArn);
    if (found) announceIteratorAge(this.call, found.fn.name, this.now() - records.at(-1)!.arrivedAt);
    return this.invoke(records.map(({ event }) => event));
  }

  async giveUp(
    shardId: string,
    records: readonly SourceRecord[],
    condition: string,
    failures: number,
    outcome: Outcome | undefined,
  ): Promise<void> {
    const { mapping } = this;
    const found = functionOfArn(this.call.state, mapping.functionArn);
    if (mapping.onFailure === undefined || !found) return;
    const record = onFailureRecord({
      requestId: this.call.random.uuid(),
      now: this.now(),
      mapping,
      service: this.#source.service,
      shardId,
      records,
      condition,
      failures,
      outcome,
      withPayload: tryParseArn(mapping.onFailure)?.service === 's3',
    });
    await sendToDestination(this.call, found.fn, mapping.onFailure, record, `${mapping.uuid}/${shardId}`);
  }

  finished(shardId: string): void {
    this.#shards.delete(shardId);
    // Reason: a search under way may have looked before this shard was done.
    const searching = this.#discovering ?? Promise.resolve();
    void searching.then(() => this.#discover());
  }

  #discoverLater(): void {
    const cancel = this.after(DISCOVER_MS, () => {
      if (this.stopped) return;
      void this.#discover().then(() => this.#discoverLater());
    });
    this.onEnd(cancel);
  }

  #discover(): Promise<void> {
    this.#discovering ??= this.#findShards().finally(() => {
      this.#discovering = undefined;
    });
    return this.#discovering;
  }

  /** Begins with the shards whose parents are done. */
  async #findShards(): Promise<void> {
    if (this.stopped) return;
    try {
      const shards = await this.#source.shards(await this.aws(), this.mapping.eventSourceArn);
      this.#troubles = 0;
      this.#enlist(shards);
      for (const { id } of shards) {
        const checkpoint = this.mapping.shards.get(id);
        if (!checkpoint || checkpoint.finished || this.#shards.has(id)) continue;
        const poller = new ShardPoller(this, id, checkpoint);
        await poller.open();
        this.#shards.set(id, poller);
        poller.wake();
      }
    } catch (error) {
      if (!(error instanceof AwsError)) {
        this.fault(error);
        return;
      }
      this.report(`PROBLEM: ${error.message}`);
      this.after(troubleWait(++this.#troubles), () => void this.#discover());
    }
  }

  /** Gives checkpoints to the shards that may be read, and forgets those that the stream has forgotten. */
  #enlist(shards: readonly SourceShard[]): void {
    const { mapping } = this;
    const known = new Map(shards.map((shard) => [shard.id, shard]));
    const isFirst = mapping.shards.size === 0;
    for (const [id, { finished }] of mapping.shards) if (finished && !known.has(id)) mapping.shards.delete(id);
    for (const shard of shards) {
      if (mapping.shards.has(shard.id)) continue;
      const isRead = (parent: string) => !known.has(parent) || mapping.shards.get(parent)?.finished === true;
      const finished = isFirst && mapping.startingPosition === 'LATEST' && shard.closed;
      if (!finished && !shard.parents.every(isRead)) continue;
      const position: ShardPosition = isFirst ? startOf(mapping) : { type: 'TRIM_HORIZON' };
      mapping.shards.set(shard.id, { position, finished, lanes: new Map(), done: new Set() });
    }
    this.changed();
  }
}

function startOf({ startingPosition, startingTimestamp }: EventSourceMapping): ShardPosition {
  if (startingPosition === 'AT_TIMESTAMP') return { type: 'AT_TIMESTAMP', timestamp: startingTimestamp! };
  return { type: startingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' };
}
