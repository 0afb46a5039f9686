import { inNetwork, parseNetwork } from './network.ts';
import { compilePattern, type Pattern, type VariableValue } from './pattern.ts';

/** Answers for a condition key (lower case) in a request. */
export type ConditionKeys = (key: string) => string | readonly string[] | undefined;

/** One line of a Condition block, compiled. */
export type Condition = (keys: ConditionKeys) => boolean;

type Comparison = (actual: string, value: VariableValue) => boolean;
interface Operator {
  /** Compiles one value of the policy; undefined where the operator cannot read it. */
  compile(expected: string, variables: boolean): Comparison | undefined;
  /** True when none of the values fits, as in StringNotEquals. */
  negated?: true;
}

/** Compiles one operator, key and its values. Returns what is wrong as text where AWS would refuse the policy. */
export function compileCondition(operatorName: string, key: string, values: readonly string[], variables: boolean): Condition | string {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(operatorName);
  if (!parts) return `Invalid Condition type : ${operatorName}.`;
  const quantifier = parts[1]?.toLowerCase();
  const ifExists = parts[3] !== undefined;
  const lowerKey = key.toLowerCase();
  if (parts[2]!.toLowerCase() === 'null') {
    const wantsMissing = values.map((value) => value.toLowerCase() === 'true');
    return (keys) => wantsMissing.includes(valuesOf(keys(lowerKey)).length === 0);
  }
  const operator = operators[parts[2]!.toLowerCase()];
  if (!operator) return `Invalid Condition type : ${operatorName}.`;
  const comparisons: Comparison[] = [];
  for (const value of values) {
    const comparison = operator.compile(value, variables);
    if (!comparison) return `Invalid value ${value} for Condition type : ${operatorName}.`;
    comparisons.push(comparison);
  }
  const negated = operator.negated === true;
  return (keys) => {
    const actual = valuesOf(keys(lowerKey));
    if (actual.length === 0) return quantifier === 'foranyvalue' ? ifExists : quantifier === 'forallvalues' || ifExists || negated;
    const variable: VariableValue = (name) => {
      const found = keys(name);
      return typeof found === 'string' ? found : undefined;
    };
    const fits = (one: string) => comparisons.some((comparison) => comparison(one, variable)) !== negated;
    // Reason: a negated operator on several values without a quantifier holds only if none of them fits.
    return quantifier === 'forallvalues' || (quantifier === undefined && negated) ? actual.every(fits) : actual.some(fits);
  };
}

function valuesOf(found: string | readonly string[] | undefined): readonly string[] {
  return found === undefined ? [] : typeof found === 'string' ? [found] : found;
}

const text =
  (options: { wildcards: boolean; ignoreCase?: boolean }): Operator['compile'] =>
  (expected, variables) =>
    compilePattern(expected, { ...options, variables });

/** Each of the six parts of an ARN is compared by itself; ArnEquals and ArnLike are the same. */
const arn: Operator['compile'] = (expected, variables) => {
  const patterns = splitArn(expected.replace(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(':', '\uFDD2')))?.map((part) =>
    compilePattern(part.replaceAll('\uFDD2', ':'), { wildcards: true, variables }),
  );
  if (!patterns) {
    // Reason: what is no ARN fits none, but a star or a variable alone may stand for a whole one.
    if (!/^(\*|\$\{[^}]*\})$/.test(expected)) return () => false;
    return compilePattern(expected, { wildcards: true, variables });
  }
  return (actual, value) => splitArn(actual)?.every((part, index) => (patterns[index] as Pattern)(part, value)) ?? false;
};

function splitArn(value: string): string[] | undefined {
  const parts = value.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const number =
  (holds: (actual: number, expected: number) => boolean, read: (text: string) => number): Operator['compile'] =>
  (expected) => {
    const right = read(expected);
    if (Number.isNaN(right)) return undefined;
    return (actual) => holds(read(actual), right);
  };

const readNumber = (value: string) => (value.trim() === '' ? Number.NaN : Number(value));
/** ISO 8601, or seconds since the epoch. */
const readDate = (value: string) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value));

const bool: Operator['compile'] = (expected) => {
  const right = expected.toLowerCase();
  return right === 'true' || right === 'false' ? (actual) => actual.toLowerCase() === right : undefined;
};
const binary: Operator['compile'] = (expected) => (actual) => actual === expected;
const ip: Operator['compile'] = (expected) => {
  const network = parseNetwork(expected);
  return network && ((actual) => inNetwork(actual, network));
};

const eq = (a: number, b: number) => a === b;
const lt = (a: number, b: number) => a < b;
const le = (a: number, b: number) => a <= b;
const gt = (a: number, b: number) => a > b;
const ge = (a: number, b: number) => a >= b;

/** Every operator of the IAM User Guide, "IAM JSON policy elements: Condition operators", but Null. */
const operators: Record<string, Operator> = {
  stringequals: { compile: text({ wildcards: false }) },
  stringnotequals: { compile: text({ wildcards: false }), negated: true },
  stringequalsignorecase: { compile: text({ wildcards: false, ignoreCase: true }) },
  stringnotequalsignorecase: { compile: text({ wildcards: false, ignoreCase: true }), negated: true },
  stringlike: { compile: text({ wildcards: true }) },
  stringnotlike: { compile: text({ wildcards: true }), negated: true },
  numericequals: { compile: number(eq, readNumber) },
  numericnotequals: { compile: number(eq, readNumber), negated: true },
  numericlessthan: { compile: number(lt, readNumber) },
  numericlessthanequals: { compile: number(le, readNumber) },
  numericgreaterthan: { compile: number(gt, readNumber) },
  numericgreaterthanequals: { compile: number(ge, readNumber) },
  dateequals: { compile: number(eq, readDate) },
  datenotequals: { compile: number(eq, readDate), negated: true },
  datelessthan: { compile: number(lt, readDate) },
  datelessthanequals: { compile: number(le, readDate) },
  dategreaterthan: { compile: number(gt, readDate) },
  dategreaterthanequals: { compile: number(ge, readDate) },
  bool: { compile: bool },
  binaryequals: { compile: binary },
  ipaddress: { compile: ip },
  notipaddress: { compile: ip, negated: true },
  arnequals: { compile: arn },
  arnlike: { compile: arn },
  arnnotequals: { compile: arn, negated: true },
  arnnotlike: { compile: arn, negated: true },
};
