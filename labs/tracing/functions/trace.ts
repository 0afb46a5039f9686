import { PutTraceSegmentsCommand, XRayClient } from '@aws-sdk/client-xray';

const xray = new XRayClient({});

export interface TracedInit extends RequestInit {
  headers?: Record<string, string>;
  /** What the trace can be found by afterwards. */
  annotations?: Record<string, string | number | boolean>;
}

// #region traced-fetch
/** Calls another service as `fetch` does. X-Ray is told of the call, and the other service of the trace. */
export async function tracedFetch(name: string, url: string, { annotations, ...init }: TracedInit = {}): Promise<Response> {
  const { root, parent, sampled } = traceOfThisInvocation();
  const id = hex(16);
  const startedAt = Date.now();
  let outcome: object = {};
  try {
    const response = await fetch(url, {
      ...init,
      // #region header
      headers: { ...init.headers, 'X-Amzn-Trace-Id': `Root=${root};Parent=${id};Sampled=${sampled}` },
      // #endregion header
    });
    outcome = {
      http: { request: { method: init.method ?? 'GET', url }, response: { status: response.status } },
      ...flags(response.status),
    };
    return response;
  } catch (error) {
    outcome = { fault: true, cause: { exceptions: [{ id: hex(16), ...described(error) }] } };
    throw error;
  } finally {
    // #region subsegment
    const subsegment = {
      type: 'subsegment',
      id,
      trace_id: root,
      parent_id: parent,
      name,
      namespace: 'remote', // another service, not another piece of our own work
      start_time: startedAt / 1000, // seconds
      end_time: Date.now() / 1000,
      annotations,
      ...outcome,
    };
    // #endregion subsegment
    if (sampled === '1') await send(subsegment);
  }
}
// #endregion traced-fetch

// #region variable
/** Where this invocation stands in its trace. Lambda sets the variable anew each time: `Root=1-…;Parent=…;Sampled=1`. */
function traceOfThisInvocation() {
  const fields = new Map((process.env._X_AMZN_TRACE_ID ?? '').split(';').map((field) => field.split('=') as [string, string]));
  return { root: fields.get('Root'), parent: fields.get('Parent'), sampled: fields.get('Sampled') ?? '0' };
}
// #endregion variable

// #region send
/** Hands a document to X-Ray. What cannot be told is logged, and the work goes on: a trace is never worth an order. */
async function send(document: object): Promise<void> {
  try {
    const { UnprocessedTraceSegments = [] } = await xray.send(
      new PutTraceSegmentsCommand({ TraceSegmentDocuments: [JSON.stringify(document)] }),
    );
    for (const { ErrorCode } of UnprocessedTraceSegments) console.warn('subsegment not taken', ErrorCode);
  } catch (error) {
    console.warn('subsegment not sent', String(error));
  }
}
// #endregion send

/** X-Ray tells the caller's mistakes (4xx) from the service's own (5xx). */
function flags(status: number): object {
  if (status >= 500) return { fault: true };
  return status >= 400 ? { error: true, throttle: status === 429 } : {};
}

function described(error: unknown): { type: string; message: string } {
  return error instanceof Error ? { type: error.name, message: error.message } : { type: 'Error', message: String(error) };
}

function hex(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length / 2));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
