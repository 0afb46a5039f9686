/** The variables of one request, as `$context.*` names them in access logs and templates. */
export type GatewayContext = Record<string, unknown>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as the Common Log Format writes it: `20/Nov/2026:08:00:00 +0000`. */
export function requestTime(ms: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(new Date(ms).toISOString())!;
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}

/** A variable by its dotted path; undefined where there is none. */
export function contextValue(context: GatewayContext, path: string): unknown {
  // Reason: HTTP APIs name some variables with dots of their own (`integration.status` beside `integrationStatus`).
  let value: unknown = context;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** A line of an access log: every `$context` variable of the format, `-` where it has no value. */
export function accessLogLine(format: string, context: GatewayContext): string {
  return substitute(format, context, '-').replace(/[\r\n]+/g, ' ');
}

/** Replaces `$context.x.y` (or `${context.x.y}`) by its value, the way access logs and gateway responses do: no functions. */
export function substitute(template: string, context: GatewayContext, otherwise: string): string {
  return template.replace(/\$(?:\{context\.([\w.-]+)\}|context\.(\w+(?:[.-]\w+)*))/g, (_, braced?: string, bare?: string) => {
    const value = contextValue(context, (braced ?? bare)!);
    if (value === undefined || value === null || value === '') return otherwise;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}
