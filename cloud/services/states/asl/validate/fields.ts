import type { QueryLanguage, StateType } from '../definition.ts';

/** How the value of a field is checked; `any` is not. */
export type FieldCheck =
  | 'any'
  | 'text'
  | 'flag'
  | 'path'
  | 'path-or-null'
  | 'reference-or-null'
  | 'reference'
  | 'seconds'
  | 'count'
  | 'template'
  | 'jsonata'
  | 'path-or-intrinsic'
  | 'timestamp'
  | 'checked elsewhere';

type Fields = Readonly<Record<string, FieldCheck>>;

const COMMON: Fields = { Type: 'text', Comment: 'text', QueryLanguage: 'text' };
const TRANSITION: Fields = { Next: 'text', End: 'flag' };
const PATHS: Fields = { InputPath: 'path-or-null', OutputPath: 'path-or-null' };
const RESULT: Fields = { ResultPath: 'reference-or-null', ResultSelector: 'template' };
const HANDLERS: Fields = { Retry: 'checked elsewhere', Catch: 'checked elsewhere' };
const SELECTED: Fields = { ItemProcessor: 'checked elsewhere', Iterator: 'checked elsewhere', Label: 'text' };

/** The fields that a state may have. Amazon States Language, "Table of State Types and Fields". */
export const FIELDS: Readonly<Record<QueryLanguage, Readonly<Record<StateType, Fields>>>> = {
  JSONPath: {
    Task: {
      ...COMMON,
      ...TRANSITION,
      ...PATHS,
      ...RESULT,
      ...HANDLERS,
      Parameters: 'template',
      Assign: 'template',
      Resource: 'text',
      TimeoutSeconds: 'seconds',
      TimeoutSecondsPath: 'path',
      HeartbeatSeconds: 'seconds',
      HeartbeatSecondsPath: 'path',
      Credentials: 'any',
    },
    Pass: {
      ...COMMON,
      ...TRANSITION,
      ...PATHS,
      ResultPath: 'reference-or-null',
      Parameters: 'template',
      Assign: 'template',
      Result: 'any',
    },
    Choice: { ...COMMON, ...PATHS, Assign: 'template', Choices: 'checked elsewhere', Default: 'text' },
    Wait: {
      ...COMMON,
      ...TRANSITION,
      ...PATHS,
      Assign: 'template',
      Seconds: 'count',
      SecondsPath: 'path',
      Timestamp: 'timestamp',
      TimestampPath: 'path',
    },
    Succeed: { ...COMMON, ...PATHS },
    Fail: { ...COMMON, Error: 'text', Cause: 'text', ErrorPath: 'path-or-intrinsic', CausePath: 'path-or-intrinsic' },
    Parallel: {
      ...COMMON,
      ...TRANSITION,
      ...PATHS,
      ...RESULT,
      ...HANDLERS,
      Parameters: 'template',
      Assign: 'template',
      Branches: 'checked elsewhere',
    },
    Map: {
      ...COMMON,
      ...TRANSITION,
      ...PATHS,
      ...RESULT,
      ...HANDLERS,
      ...SELECTED,
      Parameters: 'template',
      Assign: 'template',
      ItemsPath: 'path',
      ItemSelector: 'template',
      MaxConcurrency: 'count',
      MaxConcurrencyPath: 'path',
    },
  },
  JSONata: {
    Task: {
      ...COMMON,
      ...TRANSITION,
      ...HANDLERS,
      Arguments: 'jsonata',
      Output: 'jsonata',
      Assign: 'jsonata',
      Resource: 'text',
      TimeoutSeconds: 'seconds',
      HeartbeatSeconds: 'seconds',
      Credentials: 'any',
    },
    Pass: { ...COMMON, ...TRANSITION, Output: 'jsonata', Assign: 'jsonata' },
    Choice: { ...COMMON, Output: 'jsonata', Assign: 'jsonata', Choices: 'checked elsewhere', Default: 'text' },
    Wait: { ...COMMON, ...TRANSITION, Output: 'jsonata', Assign: 'jsonata', Seconds: 'count', Timestamp: 'timestamp' },
    Succeed: { ...COMMON, Output: 'jsonata' },
    Fail: { ...COMMON, Error: 'jsonata', Cause: 'jsonata' },
    Parallel: {
      ...COMMON,
      ...TRANSITION,
      ...HANDLERS,
      Arguments: 'jsonata',
      Output: 'jsonata',
      Assign: 'jsonata',
      Branches: 'checked elsewhere',
    },
    Map: {
      ...COMMON,
      ...TRANSITION,
      ...HANDLERS,
      ...SELECTED,
      Output: 'jsonata',
      Assign: 'jsonata',
      Items: 'jsonata',
      ItemSelector: 'jsonata',
      MaxConcurrency: 'count',
    },
  },
};

/** Fields that a state must have one of, by type; the first has the name that is missed. */
export const REQUIRED: Readonly<Record<QueryLanguage, Partial<Record<StateType, readonly (readonly string[])[]>>>> = {
  JSONPath: {
    Task: [['Resource']],
    Choice: [['Choices']],
    Wait: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
    Parallel: [['Branches']],
    Map: [['ItemProcessor', 'Iterator']],
  },
  JSONata: {
    Task: [['Resource']],
    Choice: [['Choices']],
    Wait: [['Seconds', 'Timestamp']],
    Parallel: [['Branches']],
    Map: [['ItemProcessor', 'Iterator']],
  },
};

/** Fields of which a state has one at most. */
export const EXCLUSIVE: readonly (readonly string[])[] = [
  ['Next', 'End'],
  ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  ['Error', 'ErrorPath'],
  ['Cause', 'CausePath'],
  ['ItemProcessor', 'Iterator'],
  ['ItemSelector', 'Parameters'],
  ['MaxConcurrency', 'MaxConcurrencyPath'],
];

/** Fields of distributed maps, which only AWS runs. */
export const DISTRIBUTED: readonly string[] = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];
