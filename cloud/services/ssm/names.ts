import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Parameter, ParameterVersion, SsmState } from './state.ts';

const MOST_LEVELS = 15;

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function parameterArn({ account, region }: Pick<Call<SsmState>, 'account' | 'region'>, name: string): string {
  return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** Refuses what no parameter may be called. Systems Manager User Guide, "About requirements and constraints for parameter names". */
export function checkNewName(name: string): void {
  if (/^\/?aws/i.test(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (/^\/?ssm/i.test(name) || !/^[a-zA-Z0-9_.\-/]+$/.test(name) || /\/$|\/\//.test(name)) {
    throw validation(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (name.length > 1_011)
    throw validation(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 1011`,
    );
  if (name.split('/').length - 1 > MOST_LEVELS) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${MOST_LEVELS} levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.`,
    );
  }
}

/** A parameter's name out of what a caller gives: a name or an ARN, without the selector. */
export function nameOf(given: string): string {
  const arn = given.startsWith('arn:') ? tryParseArn(given) : undefined;
  const [path = '', ...rest] = (arn ? arn.resource.replace(/^parameter/, '') : given).split(':');
  if (/^\/aws\/service(\/|$)/.test(path)) throw notImplemented(`ssm public parameter ${[path, ...rest].join(':')}`);
  return path;
}

/** The parameter of a name or ARN. Reason: in an ARN `/a` may stand for the name `a`. */
export function findParameter(state: SsmState, given: string): Parameter | undefined {
  const name = nameOf(given);
  return state.parameters.get(name) ?? (given.startsWith('arn:') ? state.parameters.get(name.slice(1)) : undefined);
}

export function parameterNamed(state: SsmState, given: string): Parameter {
  const found = findParameter(state, given);
  if (!found) throw new AwsError('ParameterNotFound', `Parameter ${given} not found.`);
  return found;
}

/** What stands behind the colon of `name:3` or `name:label`, colon included. */
export function selectorOf(given: string): string | undefined {
  const text = given.startsWith('arn:') ? given.split(':').slice(5).join(':') : given;
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : text.slice(colon);
}

/** The version a selector names, or the one in force. Throws ParameterVersionNotFound. */
export function versionOf(parameter: Parameter, selector: string | undefined): ParameterVersion {
  const latest = parameter.versions.at(-1)!;
  if (selector === undefined) return latest;
  const wanted = selector.slice(1);
  const found = /^\d+$/.test(wanted)
    ? parameter.versions.find(({ version }) => version === Number(wanted))
    : parameter.versions.find(({ labels }) => labels.includes(wanted));
  if (found) return found;
  const what = /^\d+$/.test(wanted) ? 'version' : 'label';
  throw new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find ${what} ${wanted} of ${parameter.name}. Verify the ${what} and try again.`,
  );
}
