/** AWS's protocols, as variants of a request: JSON 1.0 and 1.1 differ by their content type only. */
export type Protocol = 'awsJson1_0' | 'awsJson1_1' | 'rpcv2Cbor' | 'awsQuery' | 'ec2Query' | 'restJson1' | 'restXml';

/** The content type of an answer. */
export const contentTypes: Record<Protocol, string> = {
  awsJson1_0: 'application/x-amz-json-1.0',
  awsJson1_1: 'application/x-amz-json-1.1',
  rpcv2Cbor: 'application/cbor',
  awsQuery: 'text/xml',
  ec2Query: 'text/xml',
  restJson1: 'application/json',
  restXml: 'application/xml',
};

export const isQuery = (protocol: Protocol) => protocol === 'awsQuery' || protocol === 'ec2Query';
export const isRest = (protocol: Protocol) => protocol === 'restJson1' || protocol === 'restXml';
export const isAwsJson = (protocol: Protocol) => protocol === 'awsJson1_0' || protocol === 'awsJson1_1';

export function isProtocol(name: string | undefined): name is Protocol {
  return name !== undefined && Object.hasOwn(contentTypes, name);
}
