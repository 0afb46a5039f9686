import type { Call } from '../../operation.ts';
import type { KinesisState, Stream } from './state.ts';

const UNITS: Readonly<Record<string, 'Bytes' | 'Milliseconds'>> = {
  'GetRecords.Bytes': 'Bytes',
  'GetRecords.IteratorAgeMilliseconds': 'Milliseconds',
  IncomingBytes: 'Bytes',
};

/** What a stream took in or gave out. Kinesis Developer Guide, "Monitoring with CloudWatch". */
export function announceTraffic(call: Call<KinesisState>, stream: Stream, values: Readonly<Record<string, number>>): void {
  const { account, region } = call;
  const data = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    unit: UNITS[name] ?? ('Count' as const),
    dimensions: { StreamName: stream.name },
  }));
  call.bus.publish({ type: 'metrics.Measured', account, region, namespace: 'AWS/Kinesis', data });
}
