import type { CachePolicyConfig } from '@aws-sdk/client-cloudfront';
import type { Kept } from './edge-cache.ts';

/** What CloudFront compresses. Developer Guide, "Serve compressed files" (checked 2026-11). */
const TYPES =
  /^(?:application\/(?:dash\+xml|eot|font|font-sfnt|javascript|json|opentype|otf|pdf|pkcs7-mime|protobuf|rss\+xml|truetype|ttf|vnd\.apple\.mpegurl|vnd\.mapbox-vector-tile|vnd\.ms-fontobject|wasm|xhtml\+xml|xml|x-font-(?:opentype|truetype|ttf)|x-httpd-cgi|x-javascript|x-mpegurl|x-opentype|x-otf|x-perl|x-ttf)|font\/(?:eot|opentype|otf|ttf)|image\/svg\+xml|text\/(?:css|csv|html|javascript|js|plain|richtext|tab-separated-values|xml|x-component|x-java-source|x-script)|vnd\.apple\.mpegurl)$/;
const LEAST_BYTES = 1000;
const MOST_BYTES = 10_000_000;
const STATUSES = [200, 403, 404];

/** Whether CloudFront compresses such an answer for whoever takes it compressed. */
export function isCompressible({ status, headers, body }: Pick<Kept, 'status' | 'headers' | 'body'>): boolean {
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  return (
    STATUSES.includes(status) &&
    headers['content-encoding'] === undefined &&
    body.length >= LEAST_BYTES &&
    body.length <= MOST_BYTES &&
    TYPES.test(type)
  );
}

/** What a viewer takes and the policy lets be kept, the better one first. */
export function acceptedEncodings(
  acceptEncoding: string | undefined,
  { ParametersInCacheKeyAndForwardedToOrigin: parameters }: Pick<CachePolicyConfig, 'ParametersInCacheKeyAndForwardedToOrigin'>,
): string[] {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((text) => text.trim())
    .filter((text) => !/;\s*q=0(?:\.0*)?$/.test(text))
    .map((text) => text.split(';')[0]!.trim());
  return [
    ...(parameters?.EnableAcceptEncodingBrotli && accepted.includes('br') ? ['br'] : []),
    ...(parameters?.EnableAcceptEncodingGzip && accepted.includes('gzip') ? ['gzip'] : []),
  ];
}

/** The body in the first of these encodings that the platform can write; undefined where it can write none. Done once. */
export async function packed(kept: Kept, encodings: readonly string[]): Promise<{ encoding: string; body: Uint8Array } | undefined> {
  for (const encoding of encodings) {
    const done = kept.packed.get(encoding);
    if (done) return { encoding, body: done };
    const stream = streamFor(encoding);
    if (!stream) continue;
    const piped = new Blob([new Uint8Array(kept.body)]).stream().pipeThrough(stream);
    const body = new Uint8Array(await new Response(piped).arrayBuffer());
    kept.packed.set(encoding, body);
    return { encoding, body };
  }
  return undefined;
}

/** Not every browser's streams write Brotli. */
function streamFor(encoding: string): CompressionStream | undefined {
  try {
    return new CompressionStream((encoding === 'br' ? 'brotli' : encoding) as CompressionFormat);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
