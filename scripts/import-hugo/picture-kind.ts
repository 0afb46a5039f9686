const SIGNATURES: readonly (readonly [string, (bytes: Uint8Array, head: string) => boolean])[] = [
  ['png', (_, head) => head.startsWith('\u0089PNG')],
  ['jpg', (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8],
  ['gif', (_, head) => head.startsWith('GIF8')],
  ['webp', (_, head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['avif', (_, head) => head.slice(4, 12) === 'ftypavif'],
  ['svg', (_, head) => /<svg[\s>]/i.test(head)],
];

/** What kind of picture a file is, by its content; undefined when it is none that a page can show. */
export function pictureKind(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 2000));
  return SIGNATURES.find(([, matches]) => matches(bytes, head))?.[0];
}
