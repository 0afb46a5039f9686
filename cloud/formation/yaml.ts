import { type CollectionTag, type Node, parseDocument, type ScalarTag } from 'yaml';
import type { Value } from './model.ts';
import { validationError } from './template-error.ts';

const functions = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAtt',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];

/** The short forms (`!Sub`) as tags that give the full form (`{ "Fn::Sub": ... }`). */
const tags = [
  ...['Ref', 'Condition'].map((name) => scalar(`!${name}`, (text) => ({ [name]: text }))),
  ...functions.flatMap((name) => [
    scalar(`!${name}`, (text) => ({ [`Fn::${name}`]: name === 'GetAtt' ? splitAttribute(text) : text })),
    collection(`!${name}`, 'seq', `Fn::${name}`),
    collection(`!${name}`, 'map', `Fn::${name}`),
  ]),
];

/** Account ids begin with zeros: such digits are text, not a number. */
const leadingZero: ScalarTag = { tag: 'tag:yaml.org,2002:str', default: true, test: /^0[0-9]+$/, resolve: (text) => text };

/** Reads a YAML template; short-form tags become the functions they stand for. */
export function parseYaml(text: string): Value {
  const document = parseDocument(text, {
    customTags: (known) => [leadingZero, ...known, ...tags],
    schema: 'core',
    version: '1.2',
    logLevel: 'error',
    merge: true,
  });
  const problem = document.errors[0] ?? document.warnings.find((warning) => warning.code === 'TAG_RESOLVE_FAILED');
  if (problem) {
    const at = problem.linePos?.[0];
    throw validationError(`Template format error: YAML not well-formed.${at ? ` (line ${at.line}, column ${at.col})` : ''}`);
  }
  return document.toJS({ maxAliasCount: 1000 }) as Value;
}

function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function scalar(tag: string, read: (text: string) => unknown): ScalarTag {
  return { tag, resolve: (text) => read(text) };
}

function collection(tag: string, kind: 'seq' | 'map', name: string): CollectionTag {
  return {
    tag,
    collection: kind,
    identify: () => false,
    resolve: (node) => wrapped(name, node as unknown as Node),
  };
}

/** A node that turns into `{ [name]: what the tagged node says }`. */
function wrapped(name: string, node: Node): never {
  const inner = node.toJSON.bind(node);
  node.toJSON = ((...args: never[]) => ({ [name]: (inner as (...a: never[]) => unknown)(...args) })) as never;
  return node as never;
}
