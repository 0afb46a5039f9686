import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../aws-error.ts';
import { invalid } from '../attribute-value.ts';
import { canonicalNumber } from '../decimal.ts';
import { notWellFormed } from './tokens.ts';

const INT32 = 2 ** 31;

/** A number literal in its canonical form. Throws ValidationException: AWS reads it as a Java BigDecimal first. */
export function numberOf(text: string, where: string): string {
  const [, fraction = '', exponent = '0'] = /^-?\d*(?:\.(\d*))?(?:e(.*))?$/i.exec(text) ?? [];
  const scale = fraction.length - Number(exponent);
  if (Math.max(Number(exponent), scale) >= INT32 || Math.min(Number(exponent), scale) < -INT32) throw notWellFormed('');
  try {
    return canonicalNumber(text);
  } catch (error) {
    throw error instanceof AwsError ? invalid(`${error.message} under ${where}`) : error;
  }
}

/** A set of members, all of one type. Throws ValidationException. */
export function setOf(members: readonly AttributeValue[]): AttributeValue {
  if (members.length > 0 && members.every(({ S }) => S !== undefined)) return { SS: members.map(({ S }) => S!) };
  if (members.length > 0 && members.every(({ N }) => N !== undefined)) return { NS: members.map(({ N }) => N!) };
  if (members.length > 0 && members.every(({ B }) => B !== undefined)) return { BS: members.map(({ B }) => B!) };
  if (members.length === 0) throw invalid('Empty bags are not supported');
  throw invalid('A set holds strings, numbers or binaries, all of one type');
}
