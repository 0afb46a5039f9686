import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import { md5 } from './digest.ts';

export type Attributes = Record<string, MessageAttributeValue>;

const MOST_ATTRIBUTES = 10;
const utf8 = new TextEncoder();

/** Throws InvalidParameterValue for attributes that SQS does not take. SQS Developer Guide, "Amazon SQS message metadata". */
export function checkMessageAttributes(attributes: Attributes): void {
  const names = Object.keys(attributes);
  if (names.length > MOST_ATTRIBUTES) {
    throw refused(`Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkValue(name, attribute);
  }
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 256 || !/^[\w.-]+$/.test(name)) {
    throw refused(
      `Message (user) attribute name '${name}' is invalid. It can contain only alphanumeric characters, underscores, hyphens and periods, and at most 256 of them.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) throw refused(`You can't use message attribute names beginning with 'AWS.' or 'Amazon.'.`);
  if (/^\.|\.$|\.\./.test(name)) {
    throw refused(`Message (user) attribute name '${name}' can not start with '.', end with '.', or contain successive '.'.`);
  }
}

function checkValue(name: string, attribute: MessageAttributeValue): void {
  const type = attribute.DataType ?? '';
  if (type === '') throw refused(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const [prefix] = type.split('.');
  if (prefix !== 'String' && prefix !== 'Number' && prefix !== 'Binary') {
    throw refused(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const value = prefix === 'Binary' ? attribute.BinaryValue : attribute.StringValue;
  const other = prefix === 'Binary' ? attribute.StringValue : attribute.BinaryValue;
  if (attribute.StringListValues?.length || attribute.BinaryListValues?.length) {
    throw new AwsError('UnsupportedOperation', 'Message attribute list values in SendMessage operation are not supported.');
  }
  if (!value || value.length === 0 || other !== undefined) {
    throw refused(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${prefix}'.`);
  }
  if (prefix === 'Number' && (attribute.StringValue!.trim() === '' || !Number.isFinite(Number(attribute.StringValue)))) {
    throw refused(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

/** What attributes add to a message's size, in bytes. */
export function sizeOfAttributes(attributes: Attributes): number {
  let size = 0;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += utf8.encode(name + DataType + (StringValue ?? '')).length + (BinaryValue?.length ?? 0);
  }
  return size;
}

/** The digest by which a client checks attributes; undefined where there are none. SQS Developer Guide, "Calculating the MD5 message digest". */
export async function md5OfAttributes(attributes: Attributes): Promise<string | undefined> {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts: Uint8Array[] = [];
  const add = (bytes: Uint8Array) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    parts.push(length, bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    add(utf8.encode(name));
    add(utf8.encode(DataType));
    parts.push(Uint8Array.of(BinaryValue ? 2 : 1));
    add(BinaryValue ?? utf8.encode(StringValue));
  }
  return md5(...parts);
}

/** Those of a message's attributes that a receiver asks for: by name, by prefix (`order.*`), or all. */
export function askedFor(attributes: Attributes, names: readonly string[]): Attributes {
  if (names.length === 0) return {};
  const wants = (name: string) =>
    names.some(
      (asked) => asked === 'All' || asked === '*' || asked === name || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wants(name)));
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
