import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../aws-error.ts';
import { validation } from './errors.ts';
import { parseJsonPath } from './json-path.ts';
import type { BusEvent, Delivery } from './state.ts';

/** Where a placeholder stands, and what surrounds it. */
const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g;
const MOST_VARIABLES = 100;

/** Variables that are there without a path. EventBridge User Guide, "Predefined variables". */
const PREDEFINED: Record<string, (delivery: Delivery) => unknown> = {
  'aws.events.rule-arn': ({ ruleArn }) => ruleArn,
  'aws.events.rule-name': ({ ruleName }) => ruleName,
  'aws.events.event.ingestion-time': ({ ingestedAt }) => new Date(ingestedAt).toISOString(),
  'aws.events.event': ({ event: { detail: _, ...event } }) => event,
  'aws.events.event.json': ({ event }) => event,
};

/** What a target gets of an event: the event, a constant, a part, or a template filled. Throws INVALID_JSON. */
export function inputFor(delivery: Delivery): string {
  const { target, event } = delivery;
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(parseJsonPath(target.InputPath)!(event) ?? {});
  if (target.InputTransformer) return filled(target.InputTransformer, delivery);
  return eventText(event);
}

export function eventText(event: BusEvent): string {
  return JSON.stringify(event);
}

function filled({ InputPathsMap = {}, InputTemplate }: NonNullable<Target['InputTransformer']>, delivery: Delivery): string {
  const text = substitute(InputTemplate!, (name, quoted) => {
    const value = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name]!(delivery) : parseJsonPath(InputPathsMap[name]!)!(delivery.event);
    // Reason: a path that leads nowhere leaves nothing.
    if (value === undefined) return '';
    if (!quoted) return JSON.stringify(value);
    if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
    return JSON.stringify(value).replaceAll('"', '');
  });
  if (!isTemplateJson(text)) throw new AwsError('INVALID_JSON', 'The input transformer made a text that is no valid JSON.');
  return text;
}

/** Replaces each placeholder; `quoted` says whether it stands within a string. */
function substitute(template: string, value: (name: string, quoted: boolean) => string): string {
  return template.replace(PLACEHOLDER, (_all, name: string, at: number) => value(name, isWithinString(template, at)));
}

function isWithinString(template: string, end: number): boolean {
  let within = false;
  for (let at = 0; at < end; at++) {
    if (template[at] === '\\') at += 1;
    else if (template[at] === '"') within = !within;
  }
  return within;
}

/** Whether a text is JSON, or several lines of strings. */
function isTemplateJson(text: string): boolean {
  return isJson(text) || text.split('\n').every((line) => line.trim().startsWith('"') && isJson(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const MEMBERS = ['Input', 'InputPath', 'InputTransformer'] as const;

/** Throws ValidationException. */
export function checkInput(target: Target): void {
  const { Id, Input, InputPath, InputTransformer: transformer } = target;
  if (MEMBERS.filter((member) => target[member] !== undefined).length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (Input !== undefined && !isJson(Input)) throw validation(`JSON syntax error in input for target ${Id}: ${Input}`);
  if (InputPath !== undefined && !parseJsonPath(InputPath)) throw validation(`Invalid InputPath for target ${Id}.`);
  if (transformer) checkTransformer(Id!, transformer);
}

function checkTransformer(id: string, { InputPathsMap = {}, InputTemplate }: NonNullable<Target['InputTransformer']>): void {
  if (Object.keys(InputPathsMap).length > MOST_VARIABLES)
    throw validation(`InputPathsMap of target ${id} has more than ${MOST_VARIABLES} keys.`);
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (!/^[A-Za-z0-9_-]+$/.test(name) || /^AWS/i.test(name)) throw validation(`Invalid InputPathsMap key ${name} for target ${id}.`);
    if (!parseJsonPath(path)) throw validation(`Invalid InputPathsMap value ${path} for target ${id}.`);
  }
  const tried = substitute(InputTemplate!, (name, quoted) => {
    if (!Object.hasOwn(PREDEFINED, name) && !Object.hasOwn(InputPathsMap, name))
      throw validation(`Invalid InputTemplate for target ${id} : [Placeholder <${name}> is not in InputPathsMap].`);
    return quoted ? '' : 'null';
  });
  if (!isTemplateJson(tried)) throw validation(`Invalid InputTemplate for target ${id} : [${InputTemplate}].`);
}
