const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A moment (ms) in the RFC 3339 profile of ISO 8601 that states know: `T` and `Z` in upper case. Undefined for any other text. */
export function momentOf(text: string): number | undefined {
  if (!RFC3339.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
