import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { MessageKey, MessageParameters } from '../../messages.ts';
import { UserError } from '../../user-error.ts';
import type { FoundItem, PlanItem } from './item.ts';

const FORMAT = 'xuong-may/event-plan/1';

/** What a plan says of itself. */
export interface PlanHeader {
  format: typeof FORMAT;
  event: string;
  /** ISO 8601. */
  made: string;
  /** Who made it; only from the same account may it be applied. */
  caller: { account: string; arn: string };
  /** `aws`, or the endpoint. */
  target: string;
  regions: readonly string[];
}

/** One account's part of a plan. */
export interface PlannedAccount {
  account: string;
  participant: string;
  alias?: string;
  /** Nothing of this account is deleted, and why. */
  refused?: { key: MessageKey; parameters: MessageParameters };
  /** Of all its items: what the account looked like when the plan was made. */
  digest: string;
  /** How many items follow. */
  items: number;
}

/** The end of a plan. */
export interface PlanEnd {
  accounts: number;
  items: number;
  /** Of every byte before the line of the end. */
  sha256: string;
}

/** Writes a plan account by account: JSON as a whole, and one record a line, so that nobody has to hold all of it. */
export class PlanWriter {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #accounts = 0;
  #items = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
  }

  static async create(path: string, header: Omit<PlanHeader, 'format'>): Promise<PlanWriter> {
    const writer = new PlanWriter(await open(unfinished(path), 'w'), path);
    await writer.#write(`{"plan":${JSON.stringify({ format: FORMAT, ...header })},"lines":[\n`);
    return writer;
  }

  /** Adds an account with its items, which get their numbers here. */
  async add(account: PlannedAccount, items: readonly FoundItem[]): Promise<void> {
    // Reason: accounts are read side by side, but each stands in one piece with its items.
    const lines = () => {
      this.#accounts++;
      const numbered = items.map((item) => ({ n: ++this.#items, ...item }));
      return [account, ...numbered].map((line) => `${JSON.stringify(line)},\n`).join('');
    };
    this.#writing = this.#writing.then(() => this.#write(lines()));
    await this.#writing;
  }

  /** Puts the plan in its place, whole. */
  async end(): Promise<PlanEnd> {
    const end = { accounts: this.#accounts, items: this.#items, sha256: this.#hash.digest('hex') };
    await this.#file.write(`${JSON.stringify({ end })}]}\n`);
    await this.#file.sync();
    await this.#file.close();
    await rename(unfinished(this.#path), this.#path);
    return end;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.#file.close();
    await rm(unfinished(this.#path), { force: true });
  }

  async #write(text: string): Promise<void> {
    this.#hash.update(text);
    await this.#file.write(text);
  }
}

const unfinished = (path: string) => `${path}.unfinished`;

/** Reads a plan's first and last line and checks every byte between. Throws UserError where it is not as it was written. */
export async function checkPlan(file: string): Promise<{ header: PlanHeader; end: PlanEnd }> {
  const hash = createHash('sha256');
  let header: PlanHeader | undefined;
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) hash.update(`${last}\n`);
    header ??= headerOf(file, line);
    last = line;
  }
  const end = /^\{"end":(\{.*\})\}\]\}$/.exec(last ?? '')?.[1];
  const found = end === undefined ? undefined : (JSON.parse(end) as PlanEnd);
  if (!header || !found) throw new UserError('event.plan-unreadable', { file });
  if (found.sha256 !== hash.digest('hex')) throw new UserError('event.plan-changed', { file });
  return { header, end: found };
}

/** A plan's accounts, one at a time with their items. The plan has been checked. */
export async function* readPlan(file: string): AsyncGenerator<PlannedAccount & { planned: PlanItem[] }> {
  let current: (PlannedAccount & { planned: PlanItem[] }) | undefined;
  for await (const line of linesOf(file)) {
    if (!line.endsWith(',')) continue;
    const record: PlannedAccount | PlanItem = JSON.parse(line.slice(0, -1));
    if ('n' in record) {
      current?.planned.push(record);
      continue;
    }
    if (current) yield current;
    current = { ...record, planned: [] };
  }
  if (current) yield current;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  const opened = new Promise<void>((resolve, reject) => void input.once('open', () => resolve()).once('error', reject));
  await opened.catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new UserError('event.no-plan', { file }) : error;
  });
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function headerOf(file: string, line: string): PlanHeader {
  const text = /^\{"plan":(\{.*\}),"lines":\[$/.exec(line)?.[1];
  const header: Partial<PlanHeader> = text === undefined ? {} : JSON.parse(text);
  if (header.format !== FORMAT) throw new UserError('event.plan-unreadable', { file });
  return header as PlanHeader;
}
