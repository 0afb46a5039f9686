import { notImplemented } from '../../../aws-error.ts';
import { validation } from '../errors.ts';
import { FUNCTIONS, type MathContext } from './functions.ts';
import { type Expression, functionsOf } from './parse.ts';
import { isList, isSeries, type MathValue, mapPoints, type TimeSeries } from './values.ts';

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
};

/** AWS knows them, the embedded cloud does not. */
const NOT_HERE = [
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SEARCH',
  'SERVICE_QUOTA',
  'SLICE',
  'SORT',
  'TIMESTAMP',
];

/** Refuses functions that are not there. Throws NotImplemented, ValidationError. */
export function checkFunctions(expression: Expression, text: string): void {
  for (const name of functionsOf(expression)) {
    if (NOT_HERE.includes(name)) throw notImplemented(`cloudwatch metric math with ${name}`);
    if (!Object.hasOwn(FUNCTIONS, name)) throw validation(`Error in expression '${text}': Unsupported function ${name}`);
  }
}

/** The value of an expression; `seriesOf` gives that of an id. */
export function evaluate(expression: Expression, seriesOf: (id: string) => MathValue, context: MathContext): MathValue {
  const of = (inner: Expression) => evaluate(inner, seriesOf, context);
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'text':
      return { word: expression.value };
    case 'word':
      return { word: expression.name };
    case 'id':
      return seriesOf(expression.name);
    case 'list':
      return expression.items.flatMap((item) => {
        const value = of(item);
        if (isSeries(value) || isList(value)) return value;
        throw validation('Error in expression: an array holds time series only.');
      });
    case 'negative':
      return combine(0, of(expression.of), OPERATORS['-']!);
    case 'binary':
      return combine(of(expression.left), of(expression.right), OPERATORS[expression.operator]!);
    case 'call':
      return FUNCTIONS[expression.name]!(expression.args.map(of), context);
  }
}

function combine(left: MathValue, right: MathValue, operate: (a: number, b: number) => number): MathValue {
  if (typeof left === 'number') {
    if (typeof right === 'number') return operate(left, right);
    if (isSeries(right)) return mapPoints(right, (value) => operate(left, value));
    if (isList(right)) return right.map((series) => mapPoints(series, (value) => operate(left, value)));
  } else if (isSeries(left)) {
    const onLeft = (other: TimeSeries) =>
      mapPoints(left, (value, at) => (other.points.has(at) ? operate(value, other.points.get(at)!) : undefined));
    if (typeof right === 'number') return mapPoints(left, (value) => operate(value, right));
    if (isSeries(right)) return onLeft(right);
    if (isList(right)) return right.map((series) => ({ ...onLeft(series), label: series.label }));
  } else if (isList(left) && (typeof right === 'number' || isSeries(right))) {
    return left.map((series) => combine(series, right, operate) as TimeSeries);
  }
  throw validation('Error in expression: the operands do not fit each other.');
}
