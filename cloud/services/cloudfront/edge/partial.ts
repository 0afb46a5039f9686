import type { Answer } from './edge-cache.ts';

/** Whether a viewer holds this already. RFC 9110, "Conditional Requests". */
export function isUnchanged(own: Readonly<Record<string, string>>, asked: Readonly<Record<string, string>>): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined) {
    const strong = (tag: string) => tag.trim().replace(/^W\//, '');
    return tags.trim() === '*' || tags.split(',').some((tag) => own.etag !== undefined && strong(tag) === strong(own.etag));
  }
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return !Number.isNaN(since) && Date.parse(own['last-modified'] ?? '') <= since;
}

/** One part of an answer; several parts at once are answered with the whole. RFC 9110, "Range Requests". */
export function ranged(whole: Answer, range: string): Answer {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (from === '' && to === '') return whole;
  const size = whole.body.length;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
  if (start >= end) {
    return {
      status: 416,
      headers: { ...whole.headers, 'content-length': '0', 'content-range': `bytes */${size}` },
      body: new Uint8Array(),
    };
  }
  const body = whole.body.subarray(start, end);
  return {
    status: 206,
    headers: { ...whole.headers, 'content-length': String(body.length), 'content-range': `bytes ${start}-${end - 1}/${size}` },
    body,
  };
}
