import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';

/** What both kinds of APIs count of a request; REST and HTTP APIs name errors and dimensions differently. */
interface Answered {
  /** The dimensions under which it counts. */
  dimensions: readonly Record<string, string>[];
  names: { client: string; server: string };
  status: number;
  receivedAt: number; // ms
  /** Of the integration (ms), where there was one. */
  integrationLatency: unknown;
}

interface Place {
  account: string;
  region: string;
  bus: Bus;
  clock: Clock;
}

/** A stage has answered a request. API Gateway Developer Guide, "Amazon API Gateway dimensions and metrics". */
export function announceAnswer({ account, region, bus, clock }: Place, answered: Answered): void {
  const { dimensions, names, status, receivedAt, integrationLatency } = answered;
  const is = (hundred: number) => Number(Math.floor(status / 100) === hundred);
  const values = [
    { name: 'Count', value: 1, unit: 'Count' as const },
    { name: names.client, value: is(4), unit: 'Count' as const },
    { name: names.server, value: is(5), unit: 'Count' as const },
    { name: 'Latency', value: clock.now() - receivedAt, unit: 'Milliseconds' as const },
    ...(integrationLatency === undefined
      ? []
      : [{ name: 'IntegrationLatency', value: Number(integrationLatency), unit: 'Milliseconds' as const }]),
  ];
  const data = dimensions.flatMap((of) => values.map((value) => ({ ...value, dimensions: of })));
  bus.publish({ type: 'metrics.Measured', account, region, namespace: 'AWS/ApiGateway', data });
}
