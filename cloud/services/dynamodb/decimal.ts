import { AwsError } from '../../aws-error.ts';

/** A DynamoDB number: 0.DIGITS x 10^point, digits without leading or trailing zeros ('' for zero). */
export interface Decimal {
  negative: boolean;
  digits: string;
  point: number;
}

const MAX_DIGITS = 38;
/** 9.99...E+125 and 1E-130 are the ends. Developer Guide, "Supported data types: Number". */
const MAX_POINT = 126;
const MIN_POINT = -129;
/** A written exponent must fit 64 bits. */
const MAX_EXPONENT = 2 ** 63;

const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,37})$/;

/** Reads a number. Throws ValidationException when it is none, or out of range. */
export function parseDecimal(text: string): Decimal {
  const match = NUMBER.exec(text);
  if (!match || (match[2] === '' && !match[3]) || Math.abs(Number(match[4] ?? 0)) >= MAX_EXPONENT) {
    throw new AwsError('ValidationException', `The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`);
  }
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  // Reason: DynamoDB judges zero by the exponent that it is written with.
  if (digits === '') checkPoint(Number(exponent) + 1);
  const point = whole.length + Number(exponent) - (all.length - digits.length);
  return checked({ negative: sign === '-', digits: digits.replace(/0+$/, ''), point });
}

/** A number as DynamoDB answers it: no exponent, no needless zeros. Throws like parseDecimal. */
export function canonicalNumber(text: string): string {
  return PLAIN_INTEGER.test(text) ? text : formatDecimal(parseDecimal(text));
}

export function formatDecimal({ negative, digits, point }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length < 16 && b.length < 16) return Number(a) - Number(b);
  const [left, right] = [sortableNumber(a), sortableNumber(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `a + b` exactly. Throws ValidationException when the result does not fit a DynamoDB number. */
export function addNumbers(a: string, b: string): string {
  if (PLAIN_INTEGER.test(a) && PLAIN_INTEGER.test(b) && a.length < 16 && b.length < 16) return String(Number(a) + Number(b));
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const scale = Math.min(left.point - left.digits.length, right.point - right.digits.length);
  const sum = scaled(left, scale) + scaled(right, scale);
  const text = (sum < 0n ? -sum : sum).toString();
  const digits = sum === 0n ? '' : text.replace(/0+$/, '');
  // Reason: to DynamoDB a sum of more than 38 digits is an overflow too.
  if (digits.length > MAX_DIGITS) throw new AwsError('ValidationException', OVERFLOW);
  return formatDecimal(checked({ negative: sum < 0n, digits, point: text.length + scale }));
}

/** `a - b` exactly; see addNumbers. */
export function subtractNumbers(a: string, b: string): string {
  return addNumbers(a, b === '0' ? b : b.startsWith('-') ? b.slice(1) : `-${b}`);
}

/** A text whose order (by code units) is the order of the numbers; equal numbers give equal texts. */
export function sortableNumber(text: string): string {
  const { negative, digits, point } = parseDecimal(text);
  if (digits === '') return '1';
  const magnitude = String(point + 200).padStart(3, '0');
  return negative ? `0${complement(magnitude)}${complement(digits)}~` : `2${magnitude}${digits}`;
}

/** Bytes a number takes in an item: half a byte a digit on each side of the point, rounded up, one more, and one for a minus. */
export function numberSize(text: string): number {
  const { negative, digits, point } = parseDecimal(text);
  if (digits === '') return 1;
  const whole = Math.max(0, Math.min(point, digits.length));
  // Reason: zeros before the point count once a fraction follows them (100.5), and digits never include trailing zeros.
  const fraction = digits.length - whole;
  return 1 + Math.ceil(whole / 2) + Math.ceil(fraction / 2) + (negative ? 1 : 0);
}

function checked(value: Decimal): Decimal {
  if (value.digits === '') return { negative: false, digits: '', point: 0 };
  checkPoint(value.point);
  if (value.digits.length > MAX_DIGITS) {
    throw new AwsError('ValidationException', 'Attempting to store more than 38 significant digits in a Number');
  }
  return value;
}

function checkPoint(point: number): void {
  if (point > MAX_POINT) throw new AwsError('ValidationException', OVERFLOW);
  if (point >= MIN_POINT) return;
  throw new AwsError('ValidationException', 'Number underflow. Attempting to store a number with magnitude smaller than supported range');
}

function scaled({ negative, digits, point }: Decimal, scale: number): bigint {
  if (digits === '') return 0n;
  const magnitude = BigInt(digits + '0'.repeat(point - digits.length - scale));
  return negative ? -magnitude : magnitude;
}

function complement(digits: string): string {
  let out = '';
  for (let i = 0; i < digits.length; i++) out += String.fromCharCode(105 - digits.charCodeAt(i)); // '0' + '9' = 105
  return out;
}
