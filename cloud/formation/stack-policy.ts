import type { PlannedChange } from './model.ts';
import { isObject } from './template.ts';
import { validationError } from './template-error.ts';

interface Statement {
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const POLICY_MEMBERS = ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition', 'Sid'];

/** Reads a stack policy. Throws ValidationError. */
export function parseStackPolicy(text: string): Statement[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw validationError('Error validating stack policy: Invalid JSON');
  }
  const statements = isObject(policy) && Array.isArray(policy.Statement) ? policy.Statement : undefined;
  if (!statements) throw validationError('Error validating stack policy: Missing Statement');
  for (const statement of statements) {
    const valid = isObject(statement) && (statement.Effect === 'Allow' || statement.Effect === 'Deny');
    if (!valid || Object.keys(statement).some((member) => !POLICY_MEMBERS.includes(member))) {
      throw validationError('Error validating stack policy: Invalid Statement');
    }
  }
  return statements as unknown as Statement[];
}

/** Why the policy forbids the changes of an update; undefined when it does not. What no statement allows is denied. */
export function deniedByPolicy(policy: string | undefined, changes: readonly PlannedChange[]): string | undefined {
  if (policy === undefined) return undefined;
  const statements = parseStackPolicy(policy);
  for (const change of changes) {
    if (change.action === 'Add' || change.action === 'Import') continue;
    const action = change.action === 'Remove' ? 'Update:Delete' : change.replacement === 'True' ? 'Update:Replace' : 'Update:Modify';
    const applies = statements
      .map((statement, index) => ({ statement, index }))
      .filter(({ statement }) => covers(statement, action, change));
    const denying = applies.find(({ statement }) => statement.Effect === 'Deny');
    if (denying) {
      return `Action denied by stack policy: Statement [#${denying.index + 1}] does not allow [${action}] for resource [LogicalResourceId/${change.logicalId}]`;
    }
    if (applies.length === 0) {
      return `Action denied by stack policy: no statement allows [${action}] for resource [LogicalResourceId/${change.logicalId}]`;
    }
  }
  return undefined;
}

function covers(statement: Statement, action: string, change: PlannedChange): boolean {
  const resource = `LogicalResourceId/${change.logicalId}`;
  const actionFits = statement.NotAction ? !matchesAny(statement.NotAction, action) : matchesAny(statement.Action ?? [], action);
  const resourceFits = statement.NotResource
    ? !matchesAny(statement.NotResource, resource)
    : matchesAny(statement.Resource ?? [], resource);
  const conditionFits = Object.entries(statement.Condition ?? {}).every(([operator, test]) => {
    const types = test.ResourceType ?? [];
    return operator === 'StringEquals' ? [types].flat().includes(change.type) : matchesAny(types, change.type);
  });
  return actionFits && resourceFits && conditionFits;
}

function matchesAny(patterns: string | string[], text: string): boolean {
  return [patterns].flat().some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`).test(text);
  });
}
