import type { CheckResult, Table } from '../../labs/contract.ts';
import type { Language, MessageKey, MessageParameters } from '../messages.ts';

/** What a command tells. Hosts decide how it looks: live terminal, plain lines, JSON, a list in a test. */
export type IoEvent =
  | { type: 'say'; key: MessageKey; parameters?: MessageParameters }
  | { type: 'warn'; key: MessageKey; parameters?: MessageParameters }
  | { type: 'error'; key: MessageKey; parameters?: MessageParameters }
  /** Text that is already in its final form (help, tables, a symptom). */
  | { type: 'text'; text: string }
  | { type: 'step-started'; key: MessageKey; parameters?: MessageParameters }
  | { type: 'step-ended'; key: MessageKey; ok: boolean; ms: number }
  /** A CloudFormation event of the stack at work. */
  | { type: 'resource'; logicalId: string; resourceType: string; status: string; reason?: string }
  | { type: 'check'; result: CheckResult }
  /** Figures of a scenario or of a drill's symptom. */
  | { type: 'table'; table: Table }
  /** What follows stands in place of all that was told before: a live terminal begins a new screen. */
  | { type: 'anew' }
  /** The command's answer for machines; people have been told already. */
  | { type: 'result'; data: unknown };

/** How a command asks and tells. */
export interface Io {
  readonly language: Language;
  tell(event: IoEvent): void;
  /** Puts a question; where nobody can answer (pipe, --json), the default is taken, or undefined when there is none. */
  ask(key: MessageKey, parameters?: MessageParameters, fallback?: string): Promise<string | undefined>;
  /** Ends what is live on the screen. */
  close(): void;
}

/** The same `Io`, heard by somebody else. Its language stays a question: who asks it says so, and speaks for one language only. */
export function heardBy(io: Io, tell: Io['tell'], ask: Io['ask'] = (key, parameters, fallback) => io.ask(key, parameters, fallback)): Io {
  return {
    get language() {
      return io.language;
    },
    tell,
    ask,
    close: () => io.close(),
  };
}

/** Tells the start and the end of a piece of work, with the time it took. */
export async function step<Result>(io: Io, key: MessageKey, parameters: MessageParameters, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  io.tell({ type: 'step-started', key, parameters });
  try {
    const result = await work();
    io.tell({ type: 'step-ended', key, ok: true, ms: performance.now() - started });
    return result;
  } catch (error) {
    io.tell({ type: 'step-ended', key, ok: false, ms: performance.now() - started });
    throw error;
  }
}

export function say(io: Io, key: MessageKey, parameters?: MessageParameters): void {
  io.tell({ type: 'say', key, parameters });
}
