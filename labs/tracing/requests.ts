import { BatchGetTracesCommand, GetTraceSummariesCommand, type TraceSummary, XRayClient } from '@aws-sdk/client-xray';
import type { CheckContext, Text } from '#labs/contract.ts';
import { type Part, partsOf } from '#labs/traces.ts';

/** An order that was sent, and the trace that it was sent with. */
export interface Sent {
  traceId: string;
  /** When, in ms. */
  at: number;
  status: number;
  text: string;
  orderId: string;
}

/** Sends an order whose trace is chosen here and is to be sampled: the client may decide both. */
export async function order(context: CheckContext, item = 'coffee'): Promise<Sent> {
  const { fetch, now, outputs } = context;
  const at = now();
  const traceId = newTraceId(context);
  const response = await fetch(`${outputs.Url}orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Amzn-Trace-Id': `Root=${traceId};Sampled=1` },
    body: JSON.stringify({ item, quantity: 2 }),
  });
  const text = await response.text();
  return { traceId, at, status: response.status, text, orderId: /"orderId":"([^"]+)"/.exec(text)?.[1] ?? '-' };
}

/** Of each deployment the order that was answered last. */
const last = new WeakMap<CheckContext['outputs'], Sent>();

/** Sends orders until one is answered: after a deployment AWS needs a moment. */
export async function answered(context: CheckContext): Promise<Sent> {
  const answer = await context.eventually(
    async () => {
      const sent = await order(context);
      context.equal(sent.status, 201, same('POST /orders'));
      return sent;
    },
    { within: 8000 },
  );
  last.set(context.outputs, answer);
  return answer;
}

/** The order that was answered last: each check looks at another side of it. */
export async function lastOrder(context: CheckContext): Promise<Sent> {
  return last.get(context.outputs) ?? answered(context);
}

/** A trace's id: the second it began in, and what no other has. X-Ray Developer Guide, "Trace ID". */
function newTraceId({ now, seed }: CheckContext): string {
  const at = now();
  const hex = (value: number, length: number) => Math.floor(value).toString(16).padStart(length, '0').slice(-length);
  return `1-${hex(at / 1000, 8)}-${hex(at, 12)}${hex(seed, 12)}`;
}

/** What X-Ray has of a trace so far. */
export async function segmentsOf({ client }: CheckContext, traceId: string): Promise<Part[]> {
  const { Traces = [] } = await client(XRayClient).send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
  return partsOf(Traces.flatMap(({ Segments = [] }) => Segments.map(({ Document = '{}' }) => Document)));
}

/** The traces since a time that a filter expression finds, oldest first. */
export async function tracesSince({ client, now }: CheckContext, since: number, FilterExpression?: string): Promise<TraceSummary[]> {
  const found: TraceSummary[] = [];
  const xray = client(XRayClient);
  let NextToken: string | undefined;
  do {
    const page = await xray.send(
      new GetTraceSummariesCommand({
        StartTime: new Date(since - 1000),
        EndTime: new Date(now() + 1000),
        ...(FilterExpression !== undefined && { FilterExpression }),
        ...(NextToken !== undefined && { NextToken }),
      }),
    );
    found.push(...(page.TraceSummaries ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.sort((a, b) => Number(a.StartTime) - Number(b.StartTime));
}

/** The six that an order passes: each stage, and the function behind it. */
export function wayOf({ outputs }: CheckContext): string[] {
  const { Orders, Prices, Supplier } = outputs;
  return ['OrdersApi/prod', Orders!, 'PricesApi/prod', Prices!, 'SupplierApi/prod', Supplier!];
}

/** The functions by the names that the stack has for them. */
export function namesOf({ outputs }: CheckContext): Record<string, string> {
  return Object.fromEntries(['Orders', 'Prices', 'Supplier'].map((name) => [outputs[name]!, name]));
}

/** Which of them have told X-Ray of themselves, in the order of the way. */
export function toldBy(context: CheckContext, segments: readonly Part[]): string[] {
  const told = new Set(
    segments.filter(({ origin }) => /^AWS::(ApiGateway::Stage|Lambda::Function)$/.test(origin ?? '')).map(({ name }) => name),
  );
  return wayOf(context).filter((name) => told.has(name));
}

export const same = (text: string): Text => ({ vi: text, en: text });
