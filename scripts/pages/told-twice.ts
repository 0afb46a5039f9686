import type { Io } from '../io/io.ts';
import { jsonIo } from '../io/json.ts';
import { plainIo } from '../io/plain.ts';
import type { Language } from '../messages.ts';

/** What a command told, as readers of either language see it. */
export interface ToldTwice {
  io: Io;
  output(language: Language): string;
  /** The command asked which language it speaks: what it told is true in `speaks` only. */
  readonly isForOne: boolean;
}

/** Hears a command once and shows it in both languages, as a pipe would; with `chosen` (--lang) both see that one. */
export function toldTwice(speaks: Language, chosen: Language | undefined, json: boolean): ToldTwice {
  const heard = { vi: '', en: '' };
  const open = (reader: Language) => {
    const write = (text: string) => {
      heard[reader] += text;
    };
    const language = chosen ?? reader;
    return json ? jsonIo(language, write) : plainIo(language, write, write);
  };
  const hosts = { vi: open('vi'), en: open('en') };
  let isForOne = false;
  return {
    io: {
      get language() {
        isForOne ||= chosen === undefined;
        return chosen ?? speaks;
      },
      tell(event) {
        hosts.vi.tell(event);
        hosts.en.tell(event);
      },
      ask: async (_key, _parameters, fallback) => fallback,
      close() {},
    },
    output: (language) => heard[language],
    get isForOne() {
      return isForOne;
    },
  };
}
