import { accessLogLine } from '../../../gateway/context.ts';
import type { LogDestination } from '../../../gateway/log-writer.ts';
import type { RestCall } from '../ids.ts';
import { assumeLogsRole } from '../logs-role.ts';
import type { Exchange } from './exchange.ts';

const MAX_LINE = 1024; // characters

/** The lines of one request in the execution log. */
export class ExecutionLog {
  readonly #clock: { now(): number };
  readonly #requestId: string;
  readonly #lines: { timestamp: number; message: string; isError: boolean }[] = [];

  constructor(clock: { now(): number }, requestId: string) {
    this.#clock = clock;
    this.#requestId = requestId;
  }

  info(message: string): void {
    this.#add(message, false);
  }

  error(message: string): void {
    this.#add(message, true);
  }

  /** The lines of a level, at most 1,024 characters each. */
  lines(level: 'ERROR' | 'INFO'): { timestamp: number; message: string }[] {
    return this.#lines
      .filter(({ isError }) => level === 'INFO' || isError)
      .map(({ timestamp, message }) => ({
        timestamp,
        message: message.length > MAX_LINE ? `${message.slice(0, MAX_LINE - '[TRUNCATED]'.length)} [TRUNCATED]` : message,
      }));
  }

  #add(message: string, isError: boolean): void {
    this.#lines.push({ timestamp: this.#clock.now(), message: `(${this.#requestId}) ${message}`, isError });
  }
}

/** Writes what a finished request leaves in CloudWatch Logs. Nobody waits for it. */
export function writeLogs(exchange: Exchange, level: string): void {
  const { call, apiId, stage, log, context, request } = exchange;
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const role = call.state.account.cloudwatchRoleArn;
  const { logWriter } = call.local;
  if (!role || !logWriter || (!destinationArn && level === 'OFF')) return;
  void logsOf(call, role).then((logs) => {
    if (!logs) return;
    const stream = streamOf(`${apiId}/${stage.stageName}`);
    if (level === 'INFO' || level === 'ERROR') {
      const lines = log.lines(level);
      const destination: LogDestination = {
        group: `API-Gateway-Execution-Logs_${apiId}/${stage.stageName}`,
        stream,
        makesGroup: true,
        logs,
      };
      if (lines.length > 0) logWriter.append(destination, lines);
    }
    const group = /:log-group:([^:]+)/.exec(destinationArn ?? '')?.[1];
    if (group !== undefined) {
      const line = { timestamp: request.receivedAt, message: accessLogLine(format!, context) };
      logWriter.append({ group, stream, makesGroup: false, logs }, [line]);
    }
  });
}

/** CloudWatch Logs as the account's role uses it; undefined where it may not be assumed any more. */
async function logsOf(call: RestCall, role: string): Promise<LogDestination['logs'] | undefined> {
  try {
    return call.as(await assumeLogsRole(call, role)).logs;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** 32 hexadecimal digits, the same for a stage. */
function streamOf(text: string): string {
  let hash = 0x811c9dc5;
  let name = '';
  for (let round = 0; round < 4; round++) {
    for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    name += hash.toString(16).padStart(8, '0');
  }
  return name;
}
