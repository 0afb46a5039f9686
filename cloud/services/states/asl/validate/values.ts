import { type Argument, type IntrinsicCall, IntrinsicSyntaxError, parseIntrinsic } from '../intrinsic-parser.ts';
import { INTRINSICS } from '../intrinsics.ts';
import { isObject, type Json } from '../json.ts';
import { isReference, PathSyntaxError, parsePath } from '../json-path.ts';
import { expressionIn, syntaxError } from '../jsonata.ts';
import { checkPath } from '../resolve-path.ts';
import { momentOf } from '../timestamp.ts';
import type { FieldCheck } from './fields.ts';
import type { Report } from './report.ts';

type Check = (value: Json, at: string, report: Report) => void;

const MOST_SECONDS = 99_999_999;

/** How each kind of field is checked. */
export const CHECKS: Readonly<Record<FieldCheck, Check>> = {
  any: () => {},
  'checked elsewhere': () => {},
  text: (value, at, report) => {
    if (typeof value !== 'string') report.error('Expected value of type String', at);
  },
  flag: (value, at, report) => {
    if (typeof value !== 'boolean') report.error('Expected value of type Boolean', at);
  },
  path: (value, at, report) => checkPathText(value, at, report, 'JSONPath'),
  'path-or-null': (value, at, report) => {
    if (value !== null) checkPathText(value, at, report, 'JSONPath');
  },
  reference: (value, at, report) => checkPathText(value, at, report, 'Reference Path'),
  'reference-or-null': (value, at, report) => {
    if (value !== null) checkPathText(value, at, report, 'Reference Path');
  },
  'path-or-intrinsic': (value, at, report) => {
    if (typeof value === 'string' && value.startsWith('States.')) checkIntrinsic(value, at, report);
    else checkPathText(value, at, report, 'Reference Path');
  },
  seconds: (value, at, report) => wholeNumber(value, at, report, 1, MOST_SECONDS),
  count: (value, at, report) => wholeNumber(value, at, report, 0, MOST_SECONDS),
  template: checkTemplate,
  jsonata: checkExpressions,
  timestamp: (value, at, report) => {
    if (typeof value !== 'string') report.error('Expected value of type String', at);
    else if (expressionIn(value) === undefined && momentOf(value) === undefined) report.error('Value is not a valid timestamp', at);
    else checkExpressions(value, at, report);
  },
};

function wholeNumber(value: Json, at: string, report: Report, least: number, most: number): void {
  if (typeof value === 'string' && expressionIn(value) !== undefined) checkExpressions(value, at, report);
  else if (typeof value !== 'number' || !Number.isInteger(value)) report.error('Expected value of type Integer', at);
  else if (value < least) report.error(`Value is less than the minimum allowed value of ${least}`, at);
  else if (value > most) report.error(`Value is greater than the maximum allowed value of ${most}`, at);
}

/** A path of JSONPath; a Reference Path names one place. */
export function checkPathText(value: Json, at: string, report: Report, kind: 'JSONPath' | 'Reference Path'): void {
  if (typeof value !== 'string') {
    report.error('Expected value of type String', at);
    return;
  }
  try {
    if (!value.startsWith('$'))
      throw new PathSyntaxError(kind === 'JSONPath' ? "Path must start with '$'" : "Reference path didn't start with '$'");
    checkPath(value);
    if (kind === 'Reference Path' && !value.startsWith('$$') && !isReference(parsePath(value.replace(/^\$[A-Za-z_]\w*/, '$'))))
      throw new PathSyntaxError('Reference path must identify a single node');
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    report.error(`Value is not a ${kind === 'JSONPath' ? 'valid JSONPath' : kind}: ${error.message}`, at);
  }
}

function checkTemplate(value: Json, at: string, report: Report): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) checkTemplate(item, `${at}[${index}]`, report);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const here = `${at}/${name}`;
    if (!name.endsWith('.$')) {
      if (typeof inner === 'string' && /^(\$\$?[.[]|States\.[A-Z]\w*\()/.test(inner)) {
        report.warning(
          "The value looks like a JSONPath or an intrinsic function, but the field name does not end with '.$'",
          here,
          'NO_DOLLAR',
        );
      }
      checkTemplate(inner, here, report);
    } else if (typeof inner !== 'string')
      report.error('The value for the field must be a valid JSONPath or a valid intrinsic function call', here);
    else if (inner.startsWith('$')) checkFieldPath(inner, name, here, report);
    else checkIntrinsic(inner, here, report);
  }
}

function checkFieldPath(path: string, field: string, at: string, report: Report): void {
  try {
    checkPath(path);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    report.error(`The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`, at);
  }
}

function checkIntrinsic(text: string, at: string, report: Report): void {
  const field = at.slice(at.lastIndexOf('/') + 1);
  const invalid = () => report.error(`The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`, at);
  try {
    const wrong = wrongCall(parseIntrinsic(text));
    if (wrong) report.error(wrong, at);
  } catch (error) {
    if (!(error instanceof IntrinsicSyntaxError || error instanceof PathSyntaxError)) throw error;
    invalid();
  }
}

function wrongCall({ name, args }: IntrinsicCall): string | undefined {
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (!intrinsic) return `Invalid Intrinsic Function: ${name}`;
  const [least, most] = intrinsic.args;
  if (args.length < least || args.length > most) return `Invalid number of arguments for ${name}`;
  return args.map(wrongArgument).find((wrong) => wrong !== undefined);
}

function wrongArgument(argument: Argument): string | undefined {
  if (argument.kind === 'path') checkPath(argument.path);
  return argument.kind === 'call' ? wrongCall(argument.call) : undefined;
}

/** Texts of the form `{% ... %}`, however deep. */
export function checkExpressions(value: Json, at: string, report: Report): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) checkExpressions(item, `${at}[${index}]`, report);
  else if (isObject(value)) for (const [name, inner] of Object.entries(value)) checkExpressions(inner, `${at}/${name}`, report);
  else if (typeof value === 'string') {
    const expression = expressionIn(value);
    const wrong = expression === undefined ? undefined : syntaxError(expression);
    if (wrong !== undefined) report.error(`The JSONata expression '${expression}' is invalid: ${wrong}`, at);
    else if (expression === undefined && /^\{%|%\}$/.test(value))
      report.error(`The JSONata expression must begin with '{%' and end with '%}'`, at);
  }
}
