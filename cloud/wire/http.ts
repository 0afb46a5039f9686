/** An HTTP request as a host hands it over; header names are lower case. */
export interface HttpRequest {
  method: string;
  /** The raw path, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
  /** As they came, names in the client's case and repeated ones apart; a host that cannot tell leaves it out. */
  rawHeaders?: readonly (readonly [name: string, value: string])[];
  /** The query as it came, without the question mark. */
  rawQuery?: string;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  /** Set-Cookie headers, which cannot be joined into one. */
  cookies?: readonly string[];
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}
