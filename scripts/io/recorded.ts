import type { Language } from '../messages.ts';
import type { Io, IoEvent } from './io.ts';

/** For tests: keeps what was told and answers what it was given. */
export interface RecordedIo extends Io {
  readonly events: IoEvent[];
  readonly asked: string[];
}

export function recordedIo(answers: readonly string[] = [], language: Language = 'en'): RecordedIo {
  const events: IoEvent[] = [];
  const asked: string[] = [];
  const left = [...answers];
  return {
    language,
    events,
    asked,
    tell: (event) => void events.push(event),
    async ask(key, _parameters, fallback) {
      asked.push(key);
      return left.shift() ?? fallback;
    },
    close() {},
  };
}
