/** What may be printed in a page of the things that identify somebody: values that AWS's own documentation uses, and nobody's. */
const allowed = {
  /** AWS Style: example accounts; and the account of the embedded cloud, and of AWS itself. */
  accounts: ['111122223333', '444455556666', '777788889999', '123456789012', '000000000000', 'aws'],
  /** The region of the examples, and the one in which global services (IAM, CloudFront, billing) keep their things. */
  regions: ['ap-southeast-1', 'us-east-1'],
  /** RFC 2606, and the pages and endpoints of this machine. */
  hosts:
    /^(?:(?:[\w-]+\.)*example(?:\.(?:com|org|net))?|127\.0\.0\.1|(?:[\w-]+\.)*(?:aws\.amazon\.com|aws\.dev|awsstatic\.com|github\.com|npmjs\.com|nodejs\.org|git-scm\.com|w3\.org|mozilla\.org|rfc-editor\.org))$/,
  /** The API ids of the API Gateway Developer Guide, and placeholders. */
  endpoints: /^(?:a1b2c3d4e5\.|[a-z0-9-]+\.)?(?:[a-z0-9-]+\.)*(?:ap-southeast-1|us-east-1)\.(?:amazonaws\.com|on\.aws)$/,
  ports: ['4321', '4566'],
  /** This machine, the metadata service, private networks (RFC 1918), and addresses for documentation (RFC 5737). */
  addresses:
    /^(?:127\.0\.0\.1|0\.0\.0\.0|169\.254\.169\.254|10\.\d+\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|192\.168\.\d+\.\d+|192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+)$/,
} as const;

/** A value in a page that could be somebody's. */
export interface Doubt {
  line: number;
  what: string;
  value: string;
}

type Rule = readonly [what: string, pattern: RegExp, isAllowed: (value: string, match: RegExpExecArray) => boolean];

const listed = (list: readonly string[], value: string) => list.includes(value);
const rules: readonly Rule[] = [
  ['account id', /(?<![\w.…-])\d{12}(?![\w.…-]*\w)/g, (value) => listed(allowed.accounts, value)],
  [
    'ARN',
    /\barn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]*):([a-z0-9]*):/g,
    (_, [, region = '', account = '']) =>
      (region === '' || listed(allowed.regions, region)) && (account === '' || listed(allowed.accounts, account)),
  ],
  [
    'region',
    /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central)(?:east|west)?-\d\b/g,
    (value) => listed(allowed.regions, value),
  ],
  [
    'address',
    /\bhttps?:\/\/([^\s/:)`"'<>…]+)(?::(\d+))?/g,
    (_, [, host = '', port]) =>
      (allowed.hosts.test(host) || allowed.endpoints.test(host)) && (port === undefined || listed(allowed.ports, port)),
  ],
  ['IP address', /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g, (value) => allowed.addresses.test(value)],
  ['e-mail address', /\b[\w.+-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})\b/gi, (_, [, host = '']) => /(?:^|\.)example\.(?:com|org|net)$/.test(host)],
  ['access key', /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, (value) => value.endsWith('EXAMPLE')],
  [
    'secret',
    /(?<![\w/+=-])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*\d)[A-Za-z0-9/+]{40}(?![\w/+=])/g,
    (value) => value.endsWith('EXAMPLEKEY'),
  ],
  ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/g, () => false],
  ['token', /\b(?:gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{20,}\.[\w-]{20,})/g, () => false],
];

/** Every value of a text that is none of the documented examples. */
export function doubts(text: string): Doubt[] {
  return text.split('\n').flatMap((line, index) =>
    rules.flatMap(([what, pattern, isAllowed]) =>
      [...line.matchAll(pattern)].flatMap((match) => {
        const [value] = match;
        return isAllowed(value, match) ? [] : [{ line: index + 1, what, value }];
      }),
    ),
  );
}
