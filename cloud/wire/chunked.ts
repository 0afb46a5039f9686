import { AwsError } from '../aws-error.ts';

/** A body whose aws-chunked framing is gone. */
export interface Unframed {
  body: Uint8Array;
  /** Headers as the operation should see them: with the trailers, the real length, and without `aws-chunked`. */
  headers: Record<string, string>;
}

/** Undoes aws-chunked, signed or not, with trailers. S3 User Guide, "Signature calculations: transferring payload in multiple chunks". */
export function unframe(body: Uint8Array, headers: Record<string, string>): Unframed {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  if (!headers['x-amz-content-sha256']?.startsWith('STREAMING-') && !encodings.includes('aws-chunked')) return { body, headers };
  const { 'content-encoding': _, ...rest } = headers;
  const left = encodings.filter((encoding) => encoding && encoding !== 'aws-chunked').join(',');
  const { data, trailers } = readChunks(body);
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== data.length) throw incomplete();
  return {
    body: data,
    headers: { ...rest, ...(left && { 'content-encoding': left }), ...trailers, 'content-length': String(data.length) },
  };
}

function readChunks(body: Uint8Array): { data: Uint8Array; trailers: Record<string, string> } {
  const data = new Uint8Array(body.length);
  let length = 0;
  let at = 0;
  const line = () => {
    const end = body.indexOf(13, at);
    if (end < 0 || body[end + 1] !== 10) throw incomplete();
    const text = new TextDecoder('latin1').decode(body.subarray(at, end));
    at = end + 2;
    return text;
  };
  for (;;) {
    const size = /^([0-9a-f]{1,8})(;.*)?$/i.exec(line());
    if (!size) throw incomplete();
    const bytes = Number.parseInt(size[1]!, 16);
    if (bytes === 0) break;
    if (at + bytes > body.length) throw incomplete();
    data.set(body.subarray(at, at + bytes), length);
    length += bytes;
    at += bytes;
    if (line() !== '') throw incomplete();
  }
  const trailers: Record<string, string> = {};
  while (at < body.length) {
    const text = line();
    const colon = text.indexOf(':');
    if (colon > 0) trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return { data: data.subarray(0, length), trailers };
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly', { status: 400 });
}
