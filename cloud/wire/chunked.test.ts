import { expect, test } from 'vitest';
import { unframe } from './chunked.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const streaming = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-encoding': 'gzip,aws-chunked' };

test('chunks are joined, trailers become headers, and other encodings stay', () => {
  const { body, headers } = unframe(bytes('5\r\nhello\r\n6;chunk-signature=ab\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n'), {
    ...streaming,
    'x-amz-decoded-content-length': '11',
    'content-length': '999',
  });
  expect(new TextDecoder().decode(body)).toBe('hello world');
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'x-amz-checksum-crc32': 'DUoRhQ==', 'content-length': '11' });
});

test('a plain body stays as it is', () => {
  expect(unframe(bytes('5\r\nhello'), { 'content-encoding': 'gzip' })).toEqual({
    body: bytes('5\r\nhello'),
    headers: { 'content-encoding': 'gzip' },
  });
});

test.each([
  ['cut in a chunk', '5\r\nhel'],
  ['without an end', '5\r\nhello\r\n'],
  ['with no size', 'x\r\nhello\r\n0\r\n\r\n'],
  ['longer than a chunk says', '3\r\nhello\r\n0\r\n\r\n'],
])('a body %s is incomplete', (_, text) => {
  expect(() => unframe(bytes(text), streaming)).toThrow('The request body terminated unexpectedly');
});

test('a body of another length than announced is incomplete', () => {
  expect(() => unframe(bytes('5\r\nhello\r\n0\r\n\r\n'), { ...streaming, 'x-amz-decoded-content-length': '6' })).toThrow(
    'terminated unexpectedly',
  );
});
