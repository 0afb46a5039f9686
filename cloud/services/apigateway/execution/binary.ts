import { mediaType } from './validate-request.ts';

/** Whether a media type counts as binary for an API: named among its binary media types, by wildcard or as it is. */
export function isBinaryType(contentType: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  if (binaryMediaTypes.length === 0) return false;
  if (binaryMediaTypes.includes('*/*')) return true;
  if (contentType === undefined) return false;
  const type = mediaType(contentType);
  return binaryMediaTypes.some(
    (one) => one.toLowerCase() === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1).toLowerCase())),
  );
}
