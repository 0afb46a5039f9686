import { COMPARISONS, TESTS } from '../choice-rule.ts';
import type { QueryLanguage } from '../definition.ts';
import { isObject, type Json } from '../json.ts';
import type { Report } from './report.ts';
import { CHECKS, checkExpressions, checkPathText } from './values.ts';

const SHAPES: Record<string, string> = { String: 'string', Numeric: 'number', Boolean: 'boolean', Timestamp: 'string' };
const JOINS = ['And', 'Or', 'Not'] as const;

/** The rules of a Choice state. */
export function checkChoices(choices: Json, language: QueryLanguage, at: string, report: Report): void {
  if (!Array.isArray(choices)) {
    report.error('Expected value of type Array', at);
    return;
  }
  if (choices.length === 0) report.error('Array must have at least 1 item', at);
  for (const [index, rule] of choices.entries()) {
    const here = `${at}[${index}]`;
    if (!isObject(rule)) report.error('Expected value of type Object', here);
    else if (language === 'JSONata') checkCondition(rule, here, report);
    else checkRule(rule, here, report, true);
  }
}

function checkCondition(rule: Record<string, Json>, at: string, report: Report): void {
  const missing = ['Condition', 'Next'].filter((name) => rule[name] === undefined);
  if (missing.length > 0) report.error(`These fields are required: [${missing.join(', ')}]`, at);
  for (const [name, value] of Object.entries(rule)) {
    if (name === 'Condition' && typeof value === 'string') checkExpressions(value, `${at}/Condition`, report);
    else if (name === 'Condition' && typeof value !== 'boolean')
      report.error('Expected value of type Boolean or a JSONata expression', `${at}/Condition`);
    else if (name === 'Assign' || name === 'Output') checkExpressions(value, `${at}/${name}`, report);
    else if (!['Condition', 'Next', 'Comment'].includes(name)) report.error(`Field '${name}' is not supported`, at);
  }
}

function checkRule(rule: Record<string, Json>, at: string, report: Report, top: boolean): void {
  if (top && rule.Next === undefined) report.error('These fields are required: [Next]', at);
  if (!top && rule.Next !== undefined) report.error("Field 'Next' is not supported", at);
  const join = JOINS.find((name) => rule[name] !== undefined);
  if (join) {
    const inner = rule[join]!;
    const rules = join === 'Not' ? [inner] : inner;
    if (!Array.isArray(rules)) {
      report.error('Expected value of type Array', `${at}/${join}`);
      return;
    }
    for (const [index, one] of rules.entries()) {
      const here = join === 'Not' ? `${at}/Not` : `${at}/${join}[${index}]`;
      if (isObject(one)) checkRule(one, here, report, false);
      else report.error('Expected value of type Object', here);
    }
  } else if (rule.Variable === undefined) report.error('These fields are required: [Variable]', at);
  else checkPathText(rule.Variable, `${at}/Variable`, report, 'Reference Path');
  checkOperators(rule, at, report, join !== undefined);
}

function checkOperators(rule: Record<string, Json>, at: string, report: Report, joined: boolean): void {
  let operators = 0;
  for (const [name, value] of Object.entries(rule)) {
    const here = `${at}/${name}`;
    if (['Next', 'Comment', 'Variable', ...JOINS].includes(name)) continue;
    if (name === 'Assign') {
      CHECKS.template(value, here, report);
      continue;
    }
    operators++;
    if (Object.hasOwn(TESTS, name) || name === 'IsPresent') CHECKS.flag(value, here, report);
    else if (Object.hasOwn(COMPARISONS, name)) checkOperand(name, value, here, report);
    else if (name.endsWith('Path') && name !== 'StringMatchesPath' && Object.hasOwn(COMPARISONS, name.slice(0, -4)))
      checkPathText(value, here, report, 'Reference Path');
    else report.error(`Field '${name}' is not supported`, at);
  }
  if (!joined && operators !== 1) report.error('A Choice must have exactly one comparison operator', at);
}

function checkOperand(operator: string, value: Json, at: string, report: Report): void {
  const kind = Object.keys(SHAPES).find((name) => operator.startsWith(name))!;
  const type = SHAPES[kind]!;
  if (typeof value !== type) report.error(`Expected value of type ${type[0]!.toUpperCase()}${type.slice(1)}`, at);
  else if (kind === 'Timestamp') CHECKS.timestamp(value, at, report);
}
