import { expect, test } from 'vitest';
import { validate } from './validate.ts';

const machine = (States: Record<string, object>, rest: object = {}) => ({ StartAt: Object.keys(States)[0], States, ...rest });
const end = { Type: 'Pass', End: true };
const said = (definition: object | string) =>
  validate(typeof definition === 'string' ? definition : JSON.stringify(definition), false, () => {}).report.diagnostics.map(
    ({ code, message, location }) => `${code}: ${message} at ${location}`,
  );

test.each([
  [{}, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'],
  [{ StartAt: 'A' }, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'],
  [
    machine({ C: { Type: 'Choice', Choices: [{ Variable: 'Test', StringMatches: 'Test', Next: 'P' }], Default: 'P' }, P: end }),
    "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/C/Choices[0]/Variable",
  ],
  [machine({ P: { Type: 'Pass', Next: 'Gone' }, Q: end }), "MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/P/Next"],
  [machine({ P: end, Q: end }), 'MISSING_TRANSITION_TARGET: State "Q" is not reachable. at /States/Q'],
  [machine({ P: { Type: 'Pass' } }), 'SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/P'],
  [
    machine({ P: { ...end, Parameters: { 'a.$': 'name' } } }),
    "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/P/Parameters/a.$",
  ],
  [
    machine({ P: { ...end, QueryLanguage: 'JSONPath' } }, { QueryLanguage: 'JSONata' }),
    "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/P",
  ],
  [
    machine({ P: { ...end, Parameters: {} } }, { QueryLanguage: 'JSONata' }),
    "SCHEMA_VALIDATION_FAILED: Field 'Parameters' is not supported at /States/P",
  ],
  [
    machine({ P: { ...end, Output: '{% $sum( %}' } }, { QueryLanguage: 'JSONata' }),
    /The JSONata expression '\$sum\(' is invalid: .* at \/States\/P\/Output/,
  ],
  [machine({ P: { ...end, Bogus: 1 } }), "SCHEMA_VALIDATION_FAILED: Field 'Bogus' is not supported at /States/P"],
  [
    machine({ T: { Type: 'Task', Resource: 'r', End: true, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] } }),
    "SCHEMA_VALIDATION_FAILED: 'States.ALL' must appear alone in the ErrorEquals array and in the last retrier or catcher at /States/T/Retry[0]/ErrorEquals",
  ],
  ['not a definition', /^INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting/],
])('%j', (definition, expected) => {
  const diagnostics = said(definition);
  if (typeof expected === 'string') expect(diagnostics).toContain(expected);
  else expect(diagnostics).toContainEqual(expect.stringMatching(expected));
});

test('what only AWS has is told by name, and nothing is wrong with it', () => {
  const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...machine({ P: end }) };
  const { report } = validate(
    JSON.stringify(machine({ M: { Type: 'Map', ItemProcessor: processor, ItemReader: {}, End: true } })),
    false,
    () => {},
  );
  expect(report.diagnostics).toEqual([]);
  expect(report.unsupported).toEqual(['ItemReader at /States/M', 'a Map state in distributed mode at /States/M']);
});
