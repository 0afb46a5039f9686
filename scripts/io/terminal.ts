import { createInterface } from 'node:readline/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { type Language, message } from '../messages.ts';
import type { Io, IoEvent } from './io.ts';
import { duration, linesOf } from './lines.ts';

const REDRAW_MS = 100;
const ESCAPE = '\u001b[';
const COLOURS: Partial<Record<IoEvent['type'], string>> = { warn: '33', error: '31' };

const COLOUR_OF_OUTCOME = { passed: '32', failed: '31', skipped: '2' } as const;

/** For people at a terminal: finished lines scroll by, what is at work now stays below them with the time it takes. */
export function terminalIo(language: Language, input: ReadStream, output: WriteStream, colour: boolean): Io {
  const paint = (code: string | undefined, text: string) => (colour && code ? `${ESCAPE}${code}m${text}${ESCAPE}0m` : text);
  const resources = new Map<string, { text: string; since: number }>();
  let step: { text: string; since: number } | undefined;
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;

  const erase = () => {
    if (drawn > 0) output.write(`${ESCAPE}${drawn}A${ESCAPE}0J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    if (!step) return;
    const width = Math.max(20, output.columns ?? 80);
    const room = Math.max(1, (output.rows ?? 24) - 4);
    const now = performance.now();
    const lines = [
      `${step.text} … ${duration(now - step.since)}`,
      ...[...resources.values()].slice(-room).map((item) => `  ${item.text} ${duration(now - item.since)}`),
    ];
    for (const line of lines) output.write(`${paint('2', line.slice(0, width - 1))}\n`);
    drawn = lines.length;
  };
  const stopDrawing = () => {
    clearInterval(timer);
    timer = undefined;
    erase();
  };
  const scroll = (event: IoEvent, text: string) => {
    erase();
    const code =
      event.type === 'check'
        ? COLOUR_OF_OUTCOME[event.result.outcome]
        : event.type === 'step-ended' && !event.ok
          ? '31'
          : COLOURS[event.type];
    (event.type === 'error' ? process.stderr : output).write(`${paint(code, text)}\n`);
    if (timer) draw();
  };

  return {
    language,
    tell(event) {
      if (event.type === 'step-started') {
        step = { text: message(language, event.key, event.parameters), since: performance.now() };
        resources.clear();
        timer ??= setInterval(draw, REDRAW_MS).unref();
        draw();
        return;
      }
      if (event.type === 'step-ended') {
        const text = `${paint(event.ok ? '32' : '31', event.ok ? '✓' : '✗')} ${step?.text ?? ''} (${duration(event.ms)})`;
        step = undefined;
        resources.clear();
        stopDrawing();
        output.write(`${text}\n`);
        return;
      }
      if (event.type === 'anew') {
        stopDrawing();
        output.write(`${ESCAPE}2J${ESCAPE}3J${ESCAPE}H`);
        return;
      }
      if (event.type === 'resource' && event.status.endsWith('IN_PROGRESS') && step) {
        const key = event.logicalId;
        resources.set(key, {
          text: `${event.status} ${event.resourceType} ${event.logicalId}`,
          since: resources.get(key)?.since ?? performance.now(),
        });
        return;
      }
      if (event.type === 'resource') resources.delete(event.logicalId);
      const lines = linesOf(event, language);
      if (lines !== undefined) scroll(event, lines);
    },
    async ask(key, parameters, fallback) {
      stopDrawing();
      const questions = createInterface({ input, output });
      try {
        return (await questions.question(`${message(language, key, parameters)} `)) || fallback;
      } finally {
        questions.close();
      }
    },
    close: stopDrawing,
  };
}
