import type { Definition, QueryLanguage, StateType } from '../definition.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { checkChoices } from './choice.ts';
import { DISTRIBUTED, EXCLUSIVE, FIELDS, REQUIRED } from './fields.ts';
import { checkHandlers } from './handlers.ts';
import { jsonError } from './json-error.ts';
import { Report } from './report.ts';
import { CHECKS } from './values.ts';

/** What a Task's Resource is checked by; it needs to know the cloud's services. */
export type CheckResource = (resource: string, at: string, report: Report) => void;

const TOP: Record<string, keyof typeof CHECKS> = { StartAt: 'text', States: 'checked elsewhere', Comment: 'text', QueryLanguage: 'text' };
const MACHINE: Record<string, keyof typeof CHECKS> = { ...TOP, Version: 'text', TimeoutSeconds: 'seconds' };
const PROCESSOR: Record<string, keyof typeof CHECKS> = { ...TOP, ProcessorConfig: 'checked elsewhere' };
const MOST_NAME = 80; // characters

/** Reads a definition and says all that is wrong with it. Amazon States Language. */
export function validate(text: string, express: boolean, resource: CheckResource): { report: Report; definition: Definition | undefined } {
  const report = new Report(express);
  const parsed = parse(text, report);
  if (parsed === undefined) return { report, definition: undefined };
  const machine = new Walk(report, resource, languageIn(parsed));
  machine.states(parsed, '', MACHINE);
  machine.checkNames();
  const failed = report.diagnostics.some(({ severity }) => severity === 'ERROR');
  return { report, definition: failed ? undefined : (parsed as unknown as Definition) };
}

function parse(text: string, report: Report): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
    report.diagnostics.push({ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report.diagnostics.push({ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: jsonError(text) });
  }
  return undefined;
}

const languageIn = ({ QueryLanguage: language }: JsonObject): QueryLanguage => (language === 'JSONata' ? 'JSONata' : 'JSONPath');

class Walk {
  readonly #report: Report;
  readonly #resource: CheckResource;
  readonly #language: QueryLanguage;
  readonly #names = new Map<string, string[]>();

  constructor(report: Report, resource: CheckResource, language: QueryLanguage) {
    this.#report = report;
    this.#resource = resource;
    this.#language = language;
  }

  /** The machine, a branch or a processor. */
  states(machine: JsonObject, at: string, fields: Record<string, keyof typeof CHECKS>): void {
    const report = this.#report;
    const missing = ['States', 'StartAt'].filter((name) => machine[name] === undefined);
    if (missing.length > 0) report.error(`These fields are required: [${missing.join(', ')}]`, at || '/');
    for (const [name, value] of Object.entries(machine)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check) CHECKS[check](value, `${at}/${name}`, report);
      else report.error(`Field '${name}' is not supported`, at || '/');
    }
    if (machine.QueryLanguage !== undefined && machine.QueryLanguage !== 'JSONata' && machine.QueryLanguage !== 'JSONPath')
      report.error('Value is not one of [JSONata, JSONPath]', `${at}/QueryLanguage`);
    const { States: all, StartAt: start } = machine;
    if (all === undefined) return;
    if (!isObject(all)) {
      report.error('Expected value of type Object', `${at}/States`);
      return;
    }
    if (typeof start === 'string' && !Object.hasOwn(all, start))
      report.error(`Missing 'Next' target: ${start}`, `${at}/StartAt`, 'MISSING_TRANSITION_TARGET');
    for (const [name, state] of Object.entries(all)) {
      const here = `${at}/States/${name}`;
      this.#names.set(name, [...(this.#names.get(name) ?? []), here]);
      if (name.length > MOST_NAME || name.length === 0)
        report.error(`State name must have between 1 and ${MOST_NAME} characters`, here, 'INVALID_STATE_NAME');
      if (isObject(state)) this.#state(state, here, all);
      else report.error('Expected value of type Object', here);
    }
    this.#reachable(all, start, at);
  }

  checkNames(): void {
    for (const [name, places] of this.#names) {
      if (places.length > 1) this.#report.error(`Duplicate State name: ${name}`, places[1]!, 'DUPLICATE_STATE_NAME');
    }
  }

  #state(state: JsonObject, at: string, siblings: JsonObject): void {
    const report = this.#report;
    const types = FIELDS[this.#language];
    if (state.Type === undefined) {
      report.error('These fields are required: [Type]', at);
      return;
    }
    if (typeof state.Type !== 'string' || !Object.hasOwn(types, state.Type)) {
      report.error(`Value is not one of [${Object.keys(types).join(', ')}]`, `${at}/Type`);
      return;
    }
    const type = state.Type as StateType;
    if (this.#language === 'JSONata' && state.QueryLanguage === 'JSONPath') {
      report.error("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", at);
      return;
    }
    const language = state.QueryLanguage === 'JSONata' ? 'JSONata' : this.#language;
    this.#fields(state, type, language, at);
    this.#transitions(state, type, at, siblings);
    checkHandlers(state, language, at, report);
    if (type === 'Choice' && state.Choices !== undefined) checkChoices(state.Choices, language, `${at}/Choices`, report);
    if (type === 'Task' && typeof state.Resource === 'string') this.#task(state, state.Resource, at);
    if (type === 'Parallel') this.#branches(state, at);
    if (type === 'Map') this.#processor(state, at);
  }

  #fields(state: JsonObject, type: StateType, language: QueryLanguage, at: string): void {
    const report = this.#report;
    const fields = FIELDS[language][type];
    const missing = (REQUIRED[language][type] ?? []).filter((names) => names.every((name) => state[name] === undefined));
    if (missing.length > 0) report.error(`These fields are required: [${missing.map(([first]) => first).join(', ')}]`, at);
    for (const names of EXCLUSIVE) {
      const given = names.filter((name) => state[name] !== undefined);
      if (given.length > 1) report.error(`Only one of these fields may be specified: [${given.join(', ')}]`, at);
    }
    for (const [name, value] of Object.entries(state)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check) CHECKS[check](value, `${at}/${name}`, report);
      else if (type === 'Map' && DISTRIBUTED.includes(name)) report.unsupported.push(`${name} at ${at}`);
      else report.error(`Field '${name}' is not supported`, at || '/');
    }
    if (state.Credentials !== undefined) report.unsupported.push(`Credentials at ${at}`);
    if (state.Label !== undefined) report.unsupported.push(`Label at ${at}`);
  }

  #transitions(state: JsonObject, type: StateType, at: string, siblings: JsonObject): void {
    const report = this.#report;
    const targets: [string, Json | undefined][] = [
      [`${at}/Next`, state.Next],
      [`${at}/Default`, state.Default],
    ];
    for (const name of ['Catch', 'Choices']) {
      const list = state[name];
      if (!Array.isArray(list)) continue;
      for (const [index, item] of list.entries()) if (isObject(item)) targets.push([`${at}/${name}[${index}]/Next`, item.Next]);
    }
    for (const [place, target] of targets) {
      if (typeof target === 'string' && !Object.hasOwn(siblings, target))
        report.error(`Missing 'Next' target: ${target}`, place, 'MISSING_TRANSITION_TARGET');
    }
    const moves = 'Next' in FIELDS.JSONPath[type];
    if (moves && state.Next === undefined && state.End !== true) report.error('These fields are required: [Next]', at);
  }

  /** A state that nothing leads to, and states that lead nowhere. */
  #reachable(all: JsonObject, start: Json | undefined, at: string): void {
    const reached = new Set<string>();
    const waiting = typeof start === 'string' && Object.hasOwn(all, start) ? [start] : [];
    let ends = false;
    while (waiting.length > 0) {
      const name = waiting.pop()!;
      const state = all[name];
      if (reached.has(name) || !isObject(state)) continue;
      reached.add(name);
      if (state.End === true || state.Type === 'Succeed' || state.Type === 'Fail') ends = true;
      waiting.push(...nextNames(state).filter((next) => Object.hasOwn(all, next)));
    }
    const lost = Object.keys(all).filter((name) => !reached.has(name));
    if (reached.size > 0)
      for (const name of lost) this.#report.error(`State "${name}" is not reachable.`, `${at}/States/${name}`, 'MISSING_TRANSITION_TARGET');
    if (reached.size > 0 && !ends) this.#report.error('No terminal state found in machine', at || '/', 'MISSING_END_STATE');
  }

  #task(state: JsonObject, resource: string, at: string): void {
    this.#resource(resource, `${at}/Resource`, this.#report);
    const [timeout, heartbeat] = [state.TimeoutSeconds, state.HeartbeatSeconds];
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout)
      this.#report.error('HeartbeatSeconds must be smaller than TimeoutSeconds', at);
  }

  #branches({ Branches: branches }: JsonObject, at: string): void {
    if (branches === undefined) return;
    if (!Array.isArray(branches) || branches.length === 0) {
      this.#report.error('Array must have at least 1 item', `${at}/Branches`);
      return;
    }
    for (const [index, branch] of branches.entries()) {
      const here = `${at}/Branches[${index}]`;
      if (isObject(branch)) this.states(branch, here, TOP);
      else this.#report.error('Expected value of type Object', here);
    }
  }

  #processor(state: JsonObject, at: string): void {
    const name = state.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
    const processor = state[name];
    if (processor === undefined) return;
    if (!isObject(processor)) {
      this.#report.error('Expected value of type Object', `${at}/${name}`);
      return;
    }
    const config = isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
    const mode = config.Mode;
    if (mode !== 'DISTRIBUTED') {
      for (const field of Object.keys(config)) {
        if (field !== 'Mode') this.#report.error(`Field '${field}' is not supported`, `${at}/${name}/ProcessorConfig`);
      }
    }
    if (mode === 'DISTRIBUTED') this.#report.unsupported.push(`a Map state in distributed mode at ${at}`);
    else if (mode !== undefined && mode !== 'INLINE')
      this.#report.error('Value is not one of [INLINE, DISTRIBUTED]', `${at}/${name}/ProcessorConfig/Mode`);
    this.states(processor, `${at}/${name}`, PROCESSOR);
  }
}

/** Every state that a state may go on to. */
function nextNames(state: JsonObject): string[] {
  const targets: (Json | undefined)[] = [state.Next, state.Default];
  for (const list of [state.Catch, state.Choices])
    if (Array.isArray(list)) targets.push(...list.map((item) => (isObject(item) ? item.Next : undefined)));
  return targets.filter((target) => typeof target === 'string');
}
