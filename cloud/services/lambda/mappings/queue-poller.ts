import type { Message } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../aws-error.ts';
import type { Aws } from '../../aws.ts';
import { troubleWait } from './batch-result.ts';
import { MappingWork, type Poller } from './mapping-work.ts';
import { eventOf, failedIds, filteredOf, queueUrlOf } from './queue-event.ts';

/** The most bytes of records that one invocation takes. */
const MAX_PAYLOAD = 6 * 1024 * 1024;
/** SQS gives so many messages at once. */
const AT_ONCE = 10;
/** How many batches run at the same time: at first, more with each busy minute, at last. Lambda Developer Guide, "Scaling behavior for SQS". */
const FIRST_BATCHES = 5;
const MORE_BATCHES = 300;
const MOST_BATCHES = 1250;
const MINUTE_MS = 60_000;

/** A message with its place in the function's event. */
interface Received {
  message: Message;
  event: ReturnType<typeof eventOf>;
  text: string;
  /** When another receiver may get it. */
  visibleAt: number;
}

/**
 * Moves one mapping's queue. One receive is under way at a time: when it has brought a batch the next begins, until the
 * queue is empty or enough batches are being worked on.
 */
export class QueuePoller extends MappingWork implements Poller {
  readonly #batches = new Set<Promise<void>>();
  #receiving: Promise<void> | undefined;
  /** Counts the news, so that none is missed while a receive is under way. */
  #news = 0;
  #mayHaveMore = true;
  #onNews: () => void = () => {};
  #busySince: number | undefined;
  #visibility = { ms: 30_000, askedAt: Number.NEGATIVE_INFINITY };
  #troubles = 0;

  async start(): Promise<void> {
    this.#pump();
  }

  wake(): void {
    this.#news++;
    this.#mayHaveMore = true;
    this.#onNews();
    this.#pump();
  }

  async stop(): Promise<void> {
    this.end();
    this.#onNews();
    while (this.#receiving || this.#batches.size > 0) await Promise.all([this.#receiving, ...this.#batches]);
  }

  get isBusy(): boolean {
    return this.#batches.size > 0;
  }

  get #limit(): number {
    const { maximumConcurrency } = this.mapping;
    if (maximumConcurrency !== undefined) return maximumConcurrency;
    const minutes = this.#busySince === undefined ? 0 : Math.floor((this.now() - this.#busySince) / MINUTE_MS);
    return Math.min(MOST_BATCHES, FIRST_BATCHES + MORE_BATCHES * minutes);
  }

  #pump(): void {
    if (this.stopped || this.#receiving || !this.#mayHaveMore || this.#batches.size >= this.#limit) return;
    this.#receiving = this.#receiveBatch()
      .catch((error) => this.fault(error))
      .finally(() => {
        this.#receiving = undefined;
        this.#pump();
      });
  }

  async #receiveBatch(): Promise<void> {
    try {
      const batch = await this.#gather();
      this.#troubles = 0;
      if (batch.length > 0) this.#begin(batch);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code.startsWith('AccessDenied')) this.forgetSession();
      this.report(`PROBLEM: ${error.message}`);
      await this.pause(troubleWait(++this.#troubles));
    }
  }

  #begin(batch: Received[]): void {
    this.#busySince ??= this.now();
    const work = this.#process(batch)
      .catch((error) => this.fault(error))
      .finally(() => {
        this.#batches.delete(work);
        if (this.#batches.size === 0) this.#busySince = undefined;
        this.#pump();
      });
    this.#batches.add(work);
  }

  /** Receives a batch: what there is, or with a batching window what comes until it is over. */
  async #gather(): Promise<Received[]> {
    const { batchSize, batchingWindow } = this.mapping;
    const batch = await this.#receive(batchSize);
    const end = this.now() + 1000 * batchingWindow;
    let bytes = sizeOf(batch);
    while (batch.length > 0 && batch.length < batchSize && bytes < MAX_PAYLOAD && this.now() < end && !this.stopped) {
      const news = this.#news;
      const more = await this.#receive(batchSize - batch.length);
      batch.push(...more);
      bytes += sizeOf(more);
      if (more.length === 0 && this.#news === news) await this.#newsUntil(end);
    }
    return batch;
  }

  async #newsUntil(end: number): Promise<void> {
    let cancel = () => {};
    await new Promise<void>((resolve) => {
      this.#onNews = resolve;
      cancel = this.after(end - this.now(), resolve);
    });
    cancel();
    this.#onNews = () => {};
  }

  async #receive(most: number): Promise<Received[]> {
    const { sqs } = await this.aws();
    const QueueUrl = queueUrlOf(this.call.endpoint, this.mapping.eventSourceArn);
    const news = this.#news;
    const { Messages = [] } = await sqs.ReceiveMessage({
      QueueUrl,
      MaxNumberOfMessages: Math.min(AT_ONCE, most),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) {
      if (this.#news === news) this.#mayHaveMore = false;
      return [];
    }
    const visibleAt = this.now() + (await this.#visibilityMs(sqs, QueueUrl));
    return Messages.map((message) => {
      const event = eventOf(message, this.mapping);
      return { message, event, text: JSON.stringify(event), visibleAt };
    });
  }

  /** How long the queue hides what it gives, as it said within the last minute. */
  async #visibilityMs(sqs: Aws['sqs'], QueueUrl: string): Promise<number> {
    if (this.now() - this.#visibility.askedAt >= MINUTE_MS) {
      const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
      this.#visibility = { ms: 1000 * Number(Attributes?.VisibilityTimeout), askedAt: this.now() };
    }
    return this.#visibility.ms;
  }

  async #process(batch: readonly Received[]): Promise<void> {
    const isWanted = ({ event }: Received) => this.isWanted(() => filteredOf(event));
    const wanted = batch.filter(isWanted);
    if (wanted.length < batch.length) await this.#delete(batch.filter((received) => !wanted.includes(received)));
    for (const part of payloads(wanted)) {
      const outcome = await this.#invokeInTime(part);
      // Reason: without an outcome the messages come back when their visibility timeout is over.
      if (this.killed || !outcome) return;
      const failed = failedIds(
        this.mapping,
        part.map(({ event }) => event.messageId),
        outcome,
      );
      this.report(failed.size > 0 ? 'PROBLEM: Function call failed' : 'OK');
      await this.#delete(part.filter(({ event }) => !failed.has(event.messageId)));
    }
  }

  /** Waits for the function's concurrency no longer than the messages stay hidden. */
  async #invokeInTime(part: readonly Received[]) {
    const tooLate = new AbortController();
    const cancel = this.after(Math.min(...part.map(({ visibleAt }) => visibleAt)) - this.now(), () => tooLate.abort());
    try {
      return await this.invoke(
        part.map(({ text }) => text),
        tooLate.signal,
      );
    } finally {
      cancel();
    }
  }

  async #delete(done: readonly Received[]): Promise<void> {
    try {
      const { sqs } = await this.aws();
      const QueueUrl = queueUrlOf(this.call.endpoint, this.mapping.eventSourceArn);
      for (let at = 0; at < done.length; at += AT_ONCE) {
        const Entries = done.slice(at, at + AT_ONCE).map(({ event }, index) => ({ Id: String(index), ReceiptHandle: event.receiptHandle }));
        await sqs.DeleteMessageBatch({ QueueUrl, Entries });
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.report(`PROBLEM: ${error.message}`);
    }
  }
}

function sizeOf(batch: readonly Received[]): number {
  return batch.reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** Splits a batch into what one invocation takes. */
function payloads(batch: readonly Received[]): Received[][] {
  const parts: Received[][] = [];
  let bytes = 0;
  for (const received of batch) {
    bytes += received.text.length + 1;
    const part = parts.at(-1);
    if (part && bytes <= MAX_PAYLOAD) part.push(received);
    else {
      parts.push([received]);
      bytes = received.text.length + 1;
    }
  }
  return parts;
}
