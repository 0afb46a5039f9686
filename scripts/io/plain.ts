import type { Language } from '../messages.ts';
import type { Io } from './io.ts';
import { linesOf } from './lines.ts';

/** For pipes and logs: one plain line after the other; questions take their default. */
export function plainIo(language: Language, write: (text: string) => void, writeError: (text: string) => void): Io {
  return {
    language,
    tell(event) {
      const lines = linesOf(event, language);
      if (lines !== undefined) (event.type === 'error' ? writeError : write)(`${lines}\n`);
    },
    ask: async (_key, _parameters, fallback) => fallback,
    close() {},
  };
}
