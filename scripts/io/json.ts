import { type Language, message } from '../messages.ts';
import type { Io } from './io.ts';

/** For machines: one JSON object a line, each with its `type`; texts are in the chosen language beside their keys. */
export function jsonIo(language: Language, write: (text: string) => void): Io {
  return {
    language,
    tell(event) {
      const text = 'key' in event ? { text: message(language, event.key, 'parameters' in event ? event.parameters : {}) } : {};
      write(`${JSON.stringify({ ...event, ...text })}\n`);
    },
    ask: async (_key, _parameters, fallback) => fallback,
    close() {},
  };
}
