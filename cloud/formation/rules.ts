import { evaluate, type Scope } from './evaluate.ts';
import { functionOf } from './intrinsic.ts';
import type { Value } from './model.ts';
import type { Template } from './template.ts';
import { uncovered, validationError } from './template-error.ts';

/** Checks the Rules section. Throws ValidationError with the assertions that do not hold. CloudFormation User Guide, "Rules". */
export function checkRules(template: Template, scope: Scope): void {
  for (const [name, rule] of Object.entries(template.rules)) {
    if (rule.RuleCondition !== undefined && !holds(rule.RuleCondition, scope)) continue;
    const failed = rule.Assertions.filter((assertion) => !holds(assertion.Assert, scope));
    if (failed.length === 0) continue;
    const reasons = failed.map((assertion) => assertion.AssertDescription ?? JSON.stringify(assertion.Assert));
    throw validationError(`Template error: Rule ${name} failed. Assertion failed: ${reasons.join('; ')}`);
  }
}

function holds(expression: Value, scope: Scope): boolean {
  if (typeof expression === 'boolean') return expression;
  const [name, argument] = functionOf(expression) ?? [];
  const list = Array.isArray(argument) ? argument : [];
  const listAt = (index: number): string[] => {
    const value = evaluate(list[index] ?? [], scope);
    return (Array.isArray(value) ? value : [value]).map(String);
  };
  switch (name) {
    case 'Fn::And':
      return list.every((item) => holds(item, scope));
    case 'Fn::Or':
      return list.some((item) => holds(item, scope));
    case 'Fn::Not':
      return !holds(list[0] ?? false, scope);
    case 'Fn::Equals':
      return JSON.stringify(listAt(0)) === JSON.stringify(listAt(1));
    case 'Fn::Contains':
      return listAt(1).every((item) => listAt(0).includes(item));
    case 'Fn::EachMemberEquals':
      return listAt(0).every((item) => item === listAt(1)[0]);
    case 'Fn::EachMemberIn':
      return listAt(0).every((item) => listAt(1).includes(item));
  }
  throw uncovered(`${name ?? JSON.stringify(expression)} in Rules`);
}
