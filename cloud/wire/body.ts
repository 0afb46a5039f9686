import { gunzipSync } from 'fflate';

/** All of a body, in one piece. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
  }
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Undoes the gzip that clients put on large requests (the requestCompression trait: PutMetricData). */
export function inflate(body: Uint8Array, contentEncoding: string | undefined): Uint8Array {
  return contentEncoding === 'gzip' ? gunzipSync(body) : body;
}
