import type { WireModel } from '../service.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** AWS's protocols in the server direction: which operation a request means, its typed input, and the way back. */
export interface Wire {
  /** Recognises a request. Answers with a ready response where no operation fits it. */
  open(request: HttpRequest, requestId: string): Promise<OpenedRequest | HttpResponse>;
}

/** A request whose operation is known. */
export interface OpenedRequest {
  /** `Service.name` */
  service: string;
  /** `PutItem` */
  operation: string;
  /** What the signature (header or presigned query) says; absent for anonymous requests. The secret is not checked. */
  signature?: Signature;
  /** The typed input; a streaming body is one Uint8Array. Throws AwsError (SerializationException, missing required members, ...). */
  input(): Promise<unknown>;
  /** A streaming output may be Uint8Array, string or AsyncIterable<Uint8Array>; an event stream is an AsyncIterable of events. */
  answer(output: unknown): Promise<HttpResponse>;
  /** An AwsError in the service's own shape; anything else becomes InternalFailure (500) without its details. */
  fail(error: unknown): HttpResponse;
}

export interface Signature {
  accessKeyId: string;
  region: string;
  sessionToken?: string;
  /** Milliseconds since the epoch, for presigned requests. */
  expiresAt?: number;
}

/** What the wire needs to know of a service: its name and its models. */
export interface WiredService {
  name: string;
  wires: readonly WireModel[];
}
