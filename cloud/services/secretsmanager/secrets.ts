import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Secret, SecretsState } from './state.ts';

export type SecretsCall = Call<SecretsState>;

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
export const DAY_MS = 86_400_000;

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

export function notFound(what = "Secrets Manager can't find the specified secret."): AwsError {
  return new AwsError('ResourceNotFoundException', what);
}

/** The secret that a name, an ARN or an ARN without its last six characters means; what fell due for deletion is gone. */
export function findSecret(call: SecretsCall, id: string): Secret | undefined {
  forgetDeleted(call);
  if (!id.startsWith('arn:')) return call.state.secrets.get(id);
  const parsed = tryParseArn(id);
  if (parsed?.service === 'secretsmanager' && parsed.account !== call.account)
    throw notImplemented('secretsmanager access to a secret of another account');
  for (const secret of call.state.secrets.values()) if (secret.arn === id || secret.arn.slice(0, -7) === id) return secret;
  return undefined;
}

/** A secret, marked for deletion or not. Throws ResourceNotFoundException. */
export function secretAt(call: SecretsCall, id: string | undefined): Secret {
  const secret = findSecret(call, id!);
  if (!secret) throw notFound();
  return secret;
}

/** A secret that is not marked for deletion. Throws ResourceNotFoundException, InvalidRequestException. */
export function livingAt(call: SecretsCall, id: string | undefined): Secret {
  const secret = secretAt(call, id);
  if (secret.deletion) throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
  return secret;
}

function forgetDeleted({ state, clock, changed }: SecretsCall): void {
  for (const [name, { deletion }] of state.secrets) {
    if (!deletion || deletion.dueAt > clock.now()) continue;
    state.secrets.delete(name);
    changed();
  }
}
