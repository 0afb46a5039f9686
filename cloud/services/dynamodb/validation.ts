import { tryParseArn } from '../../arn.ts';
import { invalid } from './attribute-value.ts';

/** The values of enumerations, in the order in which AWS's messages list them. */
export const ENUMS = {
  returnConsumedCapacity: ['INDEXES', 'TOTAL', 'NONE'],
  returnItemCollectionMetrics: ['SIZE', 'NONE'],
  returnValues: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'],
  returnValuesOnConditionCheckFailure: ['ALL_OLD', 'NONE'],
  select: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'],
  conditionalOperator: ['OR', 'AND'],
  billingMode: ['PROVISIONED', 'PAY_PER_REQUEST'],
  tableClass: ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'],
  keyType: ['HASH', 'RANGE'],
  attributeType: ['B', 'N', 'S'],
  projectionType: ['ALL', 'INCLUDE', 'KEYS_ONLY'],
  streamViewType: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'],
  comparisonOperator: ['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE', 'BEGINS_WITH', 'GE', 'CONTAINS'],
  action: ['ADD', 'DELETE', 'PUT'],
} as const;

const NAME_PATTERN = /^[a-zA-Z0-9_.-]+$/;
const NAME_PATTERN_TEXT = '[a-zA-Z0-9_.-]+';
const MAX_REPORTED = 10;

/** Collects what is wrong with a request's parameters and reports it together, as DynamoDB does. */
export interface Constraints {
  /** A table by name (1 to 255 characters) or ARN. Reported alone, before all others. */
  tableName(value: string | undefined): Constraints;
  /** A new table's or an index's name: 3 to 255 characters. */
  newName(field: string, value: string | undefined): Constraints;
  oneOf(field: keyof typeof ENUMS | string, value: string | undefined, values?: readonly string[]): Constraints;
  atLeast(field: string, value: number | undefined, minimum: number): Constraints;
  atMost(field: string, value: number | undefined, maximum: number): Constraints;
  length(field: string, value: string | readonly unknown[] | undefined, minimum: number, maximum: number, shown?: string): Constraints;
  notNull(field: string, value: unknown): Constraints;
  /** Throws ValidationException with everything found. */
  done(): void;
}

export function constraints(): Constraints {
  const problems: string[] = [];
  const report = (value: string | undefined, field: string, constraint: string) => {
    if (problems.length >= MAX_REPORTED) return;
    problems.push(`Value ${value === undefined ? 'null' : `'${value}'`} at '${field}' failed to satisfy constraint: ${constraint}`);
  };
  const done = () => {
    if (problems.length === 0) return;
    throw invalid(`${problems.length} validation error${problems.length > 1 ? 's' : ''} detected: ${problems.join('; ')}`);
  };
  const lengthOf = (field: string, value: string | readonly unknown[] | undefined, minimum: number, maximum: number, shown?: string) => {
    if (value === undefined) return;
    const text = shown ?? (typeof value === 'string' ? value : `[${value.join(', ')}]`);
    if (value.length < minimum) report(text, field, `Member must have length greater than or equal to ${minimum}`);
    else if (value.length > maximum) report(text, field, `Member must have length less than or equal to ${maximum}`);
  };
  const checks: Constraints = {
    tableName(value) {
      if (value === undefined) report(undefined, 'tableName', 'Member must not be null');
      else if (!tryParseArn(value)) {
        lengthOf('tableName', value, 1, 255);
        if (value !== '' && !NAME_PATTERN.test(value))
          report(value, 'tableName', `Member must satisfy regular expression pattern: ${NAME_PATTERN_TEXT}`);
      }
      done();
      return checks;
    },
    newName(field, value) {
      if (value === undefined) return checks;
      if (!NAME_PATTERN.test(value)) report(value, field, `Member must satisfy regular expression pattern: ${NAME_PATTERN_TEXT}`);
      lengthOf(field, value, 3, 255);
      return checks;
    },
    oneOf(field, value, values = ENUMS[field as keyof typeof ENUMS]) {
      if (value !== undefined && !values.includes(value)) {
        report(value, field, `Member must satisfy enum value set: [${values.join(', ')}]`);
      }
      return checks;
    },
    atLeast(field, value, minimum) {
      if (value !== undefined && value < minimum)
        report(String(value), field, `Member must have value greater than or equal to ${minimum}`);
      return checks;
    },
    atMost(field, value, maximum) {
      if (value !== undefined && value > maximum) report(String(value), field, `Member must have value less than or equal to ${maximum}`);
      return checks;
    },
    length(field, value, minimum, maximum, shown) {
      lengthOf(field, value, minimum, maximum, shown);
      return checks;
    },
    notNull(field, value) {
      if (value === undefined || value === null) report(undefined, field, 'Member must not be null');
      return checks;
    },
    done,
  };
  return checks;
}
