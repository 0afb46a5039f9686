import type { StateMachineType } from '@aws-sdk/client-sfn';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Diagnostic, Report } from './asl/validate/report.ts';
import { type CheckResource, validate } from './asl/validate/validate.ts';
import { integrationOf } from './integrations/resource.ts';
import type { StatesCall } from './local.ts';

/** A Task's Resource against the integrations that are here. */
export function checkResource(call: StatesCall): CheckResource {
  return (resource, at, report) => {
    const found = integrationOf(resource, call.local);
    if ('invalid' in found) report.error(found.invalid, at);
    else if ('unsupported' in found) report.unsupported.push(found.unsupported);
    else if (report.express) checkExpress(found, at, report);
  };
}

function checkExpress(found: { kind: string; pattern?: string }, at: string, report: Report): void {
  if (found.kind === 'activity') report.error('Express state machine does not support activities', at);
  else if (found.pattern !== undefined && found.pattern !== 'request')
    report.error(`Express state machine does not support '.${found.pattern}' service integration `, at);
}

/** Refuses a definition that is wrong, or that needs what is not here. Throws InvalidDefinition, NotImplemented. */
export function checkDefinition(call: StatesCall, operation: string, definition: string, type: StateMachineType): void {
  const { report } = validate(definition, type === 'EXPRESS', checkResource(call));
  const errors = report.diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (errors.length > 0) throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${errors.map(said).join(', ')}'`);
  const [unsupported] = report.unsupported;
  if (unsupported !== undefined) throw notImplemented(`states ${operation} with ${unsupported}`);
}

function said({ code, message, location }: Diagnostic): string {
  return `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`;
}
