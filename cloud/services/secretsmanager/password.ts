import type * as sdk from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation.ts';
import type { Random } from '../../random.ts';
import { invalidParameter } from './secrets.ts';
import type { SecretsState } from './state.ts';

const DEFAULT_LENGTH = 32;
const MOST_LENGTH = 4096;
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Makes up a password. Throws InvalidParameterException. Secrets Manager API Reference, GetRandomPassword. */
export const GetRandomPassword: Operation<SecretsState, sdk.GetRandomPasswordRequest, sdk.GetRandomPasswordResponse> = (
  input,
  { random },
) => {
  const length = input.PasswordLength ?? DEFAULT_LENGTH;
  if (length < 1 || length > MOST_LENGTH) throw invalidParameter(`PasswordLength must be between 1 and ${MOST_LENGTH}.`);
  const excluded = new Set(input.ExcludeCharacters);
  const kinds = [
    input.ExcludeLowercase ? '' : LOWER,
    input.ExcludeUppercase ? '' : LOWER.toUpperCase(),
    input.ExcludeNumbers ? '' : DIGITS,
    input.ExcludePunctuation ? '' : PUNCTUATION,
    input.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.has(character)).join(''))
    .filter((kind) => kind !== '');
  if (kinds.length === 0) throw invalidParameter('The password cannot be generated: every character is excluded.');
  const required = (input.RequireEachIncludedType ?? true) ? kinds : [];
  if (required.length > length) throw invalidParameter('The password length is too short for the required types of characters.');
  const all = kinds.join('');
  const characters = [...required.map((kind) => random.text(1, kind)), ...random.text(length - required.length, all)];
  return { RandomPassword: shuffled(characters, random).join('') };
};

function shuffled(items: string[], random: Random): string[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
