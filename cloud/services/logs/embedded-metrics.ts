import type { Measurement } from '../../measured.ts';
import type { Call } from '../../operation.ts';
import type { LogEvent, LogsState } from './state.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Announces the metrics that log lines bring in the embedded metric format. CloudWatch User Guide, "Specification: Embedded metric format". */
export function announceEmbedded(call: Call<LogsState>, events: readonly LogEvent[]): void {
  for (const { message } of events) {
    // Reason: most lines bring none, and reading JSON costs.
    if (!message.startsWith('{') || !message.includes('"_aws"')) continue;
    for (const { namespace, at, data } of embeddedMetrics(message)) {
      call.bus.publish({ type: 'metrics.Measured', account: call.account, region: call.region, namespace, at, data });
    }
  }
}

/** A line's metrics, one entry for each directive; none where the line breaks the specification. */
export function embeddedMetrics(message: string): { namespace: string; at: number; data: Measurement[] }[] {
  let root: unknown;
  try {
    root = JSON.parse(message);
  } catch {
    return [];
  }
  const meta = isFields(root) ? root._aws : undefined;
  if (!isFields(root) || !isFields(meta) || typeof meta.Timestamp !== 'number') return [];
  const { Timestamp: at } = meta;
  return listOf(meta.CloudWatchMetrics).flatMap((directive) => {
    if (!isFields(directive) || typeof directive.Namespace !== 'string') return [];
    const sets = directive.Dimensions === undefined ? [[]] : listOf(directive.Dimensions);
    const data = sets.flatMap((set) => {
      const names = listOf(set).map(String);
      // Reason: a dimension that the line does not give makes the metric of another name.
      if (names.some((name) => typeof root[name] !== 'string')) return [];
      const dimensions = Object.fromEntries(names.map((name) => [name, root[name] as string]));
      return listOf(directive.Metrics).flatMap((metric) => (isFields(metric) ? measurements(root, metric, dimensions) : []));
    });
    return data.length > 0 ? [{ namespace: directive.Namespace, at, data }] : [];
  });
}

function measurements(root: Fields, metric: Fields, dimensions: Record<string, string>): Measurement[] {
  const name = String(metric.Name);
  const values = Array.isArray(root[name]) ? root[name] : [root[name]];
  const unit = typeof metric.Unit === 'string' ? metric.Unit : 'None';
  return values
    .filter((value): value is number => typeof value === 'number')
    .map((value) => ({ name, dimensions, value, unit, ...(metric.StorageResolution === 1 && { fine: true }) }));
}
