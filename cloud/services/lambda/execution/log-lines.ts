import type { FunctionVersion } from '../state.ts';

/** Lambda's own lines in a function's log, in its text format. */
export function initStartLine(runtime: string, runtimeVersionArn: string): string {
  return `INIT_START Runtime Version: ${runtime.replace(/^nodejs/, 'nodejs:').replace(/\.x$/, '')}.v1\tRuntime Version ARN: ${runtimeVersionArn}`;
}

export function initReportLine(initMs: number, status: 'error' | 'timeout', errorType?: string): string {
  return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms\tPhase: init\tStatus: ${status}${errorType ? `\tError Type: ${errorType}` : ''}`;
}

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`;
}

export interface Report {
  durationMs: number;
  /** Of a cold start. */
  initMs: number | undefined;
  /** Undefined where the platform does not tell: a browser. */
  memoryUsedMB: number | undefined;
  status?: 'timeout' | 'error';
  errorType?: string;
}

/** What one invocation took. Since August 2025 the init phase is billed too. */
export function reportLine(requestId: string, version: FunctionVersion, report: Report): string {
  const billed = Math.ceil(report.durationMs + (report.initMs ?? 0));
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${version.memorySize} MB`,
    `Max Memory Used: ${report.memoryUsedMB ?? '?'} MB`,
  ];
  if (report.initMs !== undefined) fields.push(`Init Duration: ${report.initMs.toFixed(2)} ms`);
  if (report.status) fields.push(`Status: ${report.status}`);
  if (report.errorType) fields.push(`Error Type: ${report.errorType}`);
  return fields.join('\t');
}
