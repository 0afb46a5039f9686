import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../aws-error.ts';
import { validation } from './errors.ts';

/** A composite alarm's rule: asks for the state of alarms by name. */
export interface Rule {
  holds(stateOf: (alarm: string) => StateValue | undefined): boolean;
  /** The alarms it names, each once. */
  alarms: string[];
}

type Test = Rule['holds'];
const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([()])|([^\s()",]+))/y;
const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/** Reads `ALARM("a") AND NOT (OK(b) OR FALSE)`. Throws ValidationError. CloudWatch API Reference, PutCompositeAlarm. */
export function parseRule(text: string): Rule {
  const tokens = tokensOf(text);
  const alarms = new Set<string>();
  let at = 0;
  const fail = () => validation(`Error in AlarmRule: Invalid rule expression '${text}'.`);
  const take = (word: string) => tokens[at]?.quoted === false && tokens[at]!.text.toUpperCase() === word && ++at > 0;
  const any = (): Test => {
    const tests = [all()];
    while (take('OR')) tests.push(all());
    return (states) => tests.some((test) => test(states));
  };
  const all = (): Test => {
    const tests = [one()];
    while (take('AND')) tests.push(one());
    return (states) => tests.every((test) => test(states));
  };
  const one = (): Test => {
    if (take('NOT')) {
      const inner = one();
      return (states) => !inner(states);
    }
    if (take('(')) {
      const inner = any();
      if (!take(')')) throw fail();
      return inner;
    }
    if (take('TRUE')) return () => true;
    if (take('FALSE')) return () => false;
    if (take('AT_LEAST')) throw notImplemented('cloudwatch composite alarms with AT_LEAST');
    const state = STATES.find(take);
    if (!state || !take('(')) throw fail();
    const name = tokens[at++];
    if (!name || !take(')')) throw fail();
    const alarm = name.text.replace(/^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:/, '');
    alarms.add(alarm);
    return (states) => states(alarm) === state;
  };
  const holds = any();
  if (at < tokens.length) throw fail();
  return { holds, alarms: [...alarms] };
}

function tokensOf(text: string): { text: string; quoted: boolean }[] {
  const tokens: { text: string; quoted: boolean }[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const [all, quoted, symbol, word] = TOKEN.exec(text) ?? [];
    if (all === undefined) {
      if (/\bAT_LEAST\b/.test(text)) throw notImplemented('cloudwatch composite alarms with AT_LEAST');
      throw validation(`Error in AlarmRule: Invalid rule expression '${text}'.`);
    }
    tokens.push(
      quoted === undefined ? { text: (symbol ?? word)!, quoted: false } : { text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true },
    );
  }
  return tokens;
}
