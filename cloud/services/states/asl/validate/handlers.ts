import type { QueryLanguage } from '../definition.ts';
import { isObject, type Json } from '../json.ts';
import type { Report } from './report.ts';
import { CHECKS } from './values.ts';

const MOST_DELAY = 31_622_400; // seconds
const MOST_ATTEMPTS = 99_999_999;

/** Retry and Catch. Amazon States Language, "Errors". */
export function checkHandlers(state: Record<string, Json>, language: QueryLanguage, at: string, report: Report): void {
  for (const [name, check] of [
    ['Retry', checkRetrier],
    ['Catch', checkCatcher],
  ] as const) {
    const handlers = state[name];
    if (handlers === undefined) continue;
    if (!Array.isArray(handlers)) {
      report.error('Expected value of type Array', `${at}/${name}`);
      continue;
    }
    for (const [index, handler] of handlers.entries()) {
      const here = `${at}/${name}[${index}]`;
      if (!isObject(handler)) {
        report.error('Expected value of type Object', here);
        continue;
      }
      checkErrorEquals(handler.ErrorEquals, index === handlers.length - 1, here, report);
      check(handler, language, here, report);
    }
  }
}

function checkErrorEquals(names: Json | undefined, last: boolean, at: string, report: Report): void {
  if (names === undefined) {
    report.error('These fields are required: [ErrorEquals]', at);
    return;
  }
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== 'string')) {
    report.error('Expected value of type Array of String with at least 1 item', `${at}/ErrorEquals`);
    return;
  }
  if (names.includes('States.ALL') && (names.length > 1 || !last))
    report.error("'States.ALL' must appear alone in the ErrorEquals array and in the last retrier or catcher", `${at}/ErrorEquals`);
}

function checkRetrier(retrier: Record<string, Json>, _language: QueryLanguage, at: string, report: Report): void {
  const within: Record<string, [least: number, most: number, whole: boolean]> = {
    IntervalSeconds: [1, MOST_ATTEMPTS, true],
    MaxAttempts: [0, MOST_ATTEMPTS, true],
    BackoffRate: [1, Number.MAX_VALUE, false],
    MaxDelaySeconds: [1, MOST_DELAY, true],
  };
  for (const [name, value] of Object.entries(retrier)) {
    const here = `${at}/${name}`;
    const bounds = within[name];
    if (name === 'ErrorEquals' || name === 'Comment') continue;
    if (name === 'JitterStrategy') {
      if (value !== 'FULL' && value !== 'NONE') report.error('Value is not one of [FULL, NONE]', here);
    } else if (!bounds) report.error(`Field '${name}' is not supported`, at);
    else if (typeof value !== 'number' || (bounds[2] && !Number.isInteger(value)))
      report.error(`Expected value of type ${bounds[2] ? 'Integer' : 'Number'}`, here);
    else if (value < bounds[0]) report.error(`Value is less than the minimum allowed value of ${bounds[0]}`, here);
    else if (value > bounds[1]) report.error(`Value is greater than the maximum allowed value of ${bounds[1]}`, here);
  }
  if (typeof retrier.MaxDelaySeconds === 'number' && retrier.MaxDelaySeconds <= ((retrier.IntervalSeconds as number | undefined) ?? 1))
    report.error('MaxDelaySeconds must be greater than IntervalSeconds', at);
}

const CATCHER: Record<QueryLanguage, Record<string, keyof typeof CHECKS>> = {
  JSONPath: { ResultPath: 'reference-or-null', Assign: 'template' },
  JSONata: { Output: 'jsonata', Assign: 'jsonata' },
};

function checkCatcher(catcher: Record<string, Json>, language: QueryLanguage, at: string, report: Report): void {
  if (catcher.Next === undefined) report.error('These fields are required: [Next]', at);
  for (const [name, value] of Object.entries(catcher)) {
    if (name === 'ErrorEquals' || name === 'Next' || name === 'Comment') continue;
    const check = CATCHER[language][name];
    if (check) CHECKS[check](value, `${at}/${name}`, report);
    else report.error(`Field '${name}' is not supported`, at);
  }
}
