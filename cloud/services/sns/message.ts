import type { MessageAttributeValue, PublishInput } from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error.ts';
import { invalidParameter } from './errors.ts';

export type Attributes = Record<string, MessageAttributeValue>;

/** What Publish and each entry of PublishBatch bring. */
export type Publishable = Pick<
  PublishInput,
  'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes' | 'MessageDeduplicationId' | 'MessageGroupId'
>;

/** The most bytes a message, or a batch of them, may have. */
export const LARGEST_MESSAGE = 262_144;
const utf8 = new TextEncoder();

/** Throws InvalidParameter, InvalidParameterValue. SNS API Reference, Publish. */
export function checkMessage(input: Publishable): void {
  const { Message, Subject, MessageStructure, MessageAttributes = {} } = input;
  if (!Message) throw invalidParameter('Empty message');
  if (sizeOf(input) > LARGEST_MESSAGE) throw invalidParameter('Message too long');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (Subject !== undefined && (!/^[^\u0000-\u001f]{1,99}$/.test(Subject) || Subject.startsWith(' '))) throw invalidParameter('Subject');
  if (MessageStructure !== undefined && MessageStructure !== '') {
    if (MessageStructure !== 'json') throw invalidParameter('MessageStructure');
    structured(Message);
  }
  for (const [name, attribute] of Object.entries(MessageAttributes)) checkAttribute(name, attribute);
}

/** What counts towards a message's limit, in bytes. */
export function sizeOf({ Message, MessageAttributes = {} }: Publishable): number {
  let size = utf8.encode(Message).length;
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(MessageAttributes)) {
    size += utf8.encode(name + DataType + (StringValue ?? '')).length + (BinaryValue?.length ?? 0);
  }
  return size;
}

/** The text for subscribers of a protocol: with MessageStructure json each may have its own. */
export function textFor({ Message, MessageStructure }: Publishable, protocol: string): string {
  if (MessageStructure !== 'json') return Message!;
  const texts = structured(Message!);
  return texts.get(protocol) ?? texts.get('default')!;
}

function structured(message: string): Map<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch (cause) {
    throw invalidParameter('Message Structure - JSON message body failed to parse', cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const texts = new Map(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  if (!texts.has('default')) throw invalidParameter('Message Structure - No default entry in JSON message body');
  return texts;
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttributeValue): void {
  if (!/^[\w.-]{1,256}$/.test(name) || /^\.|\.$|\.\.|^(aws|amazon)\./i.test(name)) {
    throw refused(`Invalid message attribute name ${name}`);
  }
  if (!DataType) throw refused(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const [prefix] = DataType.split('.');
  if (prefix !== 'String' && prefix !== 'Number' && prefix !== 'Binary') {
    throw refused(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = prefix === 'Binary' ? BinaryValue : StringValue;
  if (!value || value.length === 0) {
    throw refused(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${prefix}'.`);
  }
  if (prefix === 'Number' && !Number.isFinite(Number(StringValue))) {
    throw refused(`Could not cast message attribute '${name}' value to number.`);
  }
}

/** What filter policies see of attributes. Binary ones cannot be filtered by. */
export function factsOf(attributes: Attributes): Record<string, unknown> {
  const facts = Object.entries(attributes).map(([name, { DataType, StringValue }]): [string, unknown] => {
    if (DataType === 'String.Array') return [name, arrayOf(StringValue!)];
    if (DataType!.startsWith('Number')) return [name, Number(StringValue)];
    return [name, StringValue];
  });
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined));
}

function arrayOf(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : text;
  } catch {
    return text;
  }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
