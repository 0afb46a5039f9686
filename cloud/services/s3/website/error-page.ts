import { AwsError } from '../../../aws-error.ts';
import type { HttpResponse } from '../../../wire/http.ts';

/** Why a website cannot answer a request. */
export interface WebsiteError {
  status: number;
  code: string;
  message: string;
  /** `Key`, `BucketName`, ... */
  details: Record<string, string>;
}

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
  501: 'Not Implemented',
};

/** An operation's error as the website tells it: a denial gives no reasons. Rethrows what is none of AWS's. */
export function websiteError(error: unknown, key: string): WebsiteError {
  if (!(error instanceof AwsError)) throw error;
  const { code, message, status = 400 } = error;
  if (code === 'AccessDenied') return { status: 403, code, message: 'Access Denied', details: {} };
  return { status, code, message, details: code === 'NoSuchKey' ? { Key: key } : {} };
}

/** S3's own page for an error; `second` is what came of looking for the bucket's error document. */
export function errorPage(error: WebsiteError, requestId: string, second?: WebsiteError): HttpResponse {
  const title = `${error.status} ${REASONS[error.status] ?? error.code}`;
  const items = (list: Record<string, string>) => Object.entries(list).map(([name, text]) => `<li>${name}: ${escaped(text)}</li>`);
  const body = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<h1>${title}</h1>`,
    '<ul>',
    ...items({ Code: error.code, Message: error.message, ...error.details, RequestId: requestId }),
    '</ul>',
    ...(second
      ? [
          '<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>',
          '<ul>',
          ...items({ Code: second.code, Message: second.message, ...second.details }),
          '</ul>',
        ]
      : []),
    '<hr/>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { status: error.status, headers: { ...errorHeaders(error), 'content-type': 'text/html; charset=utf-8' }, body };
}

/** What an answer says of the error where its body is the bucket's own document, or none. */
export function errorHeaders({ code, message, details }: WebsiteError): Record<string, string> {
  const more = Object.entries(details).map(([name, text]) => [`x-amz-error-detail-${name}`.toLowerCase(), encodeURI(text)]);
  return { 'x-amz-error-code': code, 'x-amz-error-message': message, ...Object.fromEntries(more) };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
