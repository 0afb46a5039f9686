import { AwsError } from './aws-error.ts';

/** The parts of an Amazon Resource Name; `resource` keeps its own separators (`table/Orders`, `function:Map`). */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Reads an ARN. Throws ValidationException when it is none. IAM User Guide, "Amazon Resource Names (ARNs)". */
export function parseArn(text: string): Arn {
  const arn = tryParseArn(text);
  if (!arn) throw new AwsError('ValidationException', `Invalid ARN: ${text}`);
  return arn;
}

export function tryParseArn(text: string): Arn | undefined {
  const [head, partition, service, region, account, ...rest] = text.split(':');
  if (head !== 'arn' || !partition || !service || region === undefined || account === undefined || rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

export function formatArn(arn: Omit<Arn, 'partition'> & { partition?: string }): string {
  return `arn:${arn.partition ?? 'aws'}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}
