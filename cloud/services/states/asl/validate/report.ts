/** One thing that is wrong with a definition. Step Functions API Reference, ValidateStateMachineDefinitionDiagnostic. */
export interface Diagnostic {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  location?: string;
}

/** Where what is wrong is collected. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  /** Features of AWS that are not here, by name. */
  readonly unsupported: string[] = [];
  readonly express: boolean;

  constructor(express: boolean) {
    this.express = express;
  }

  error(message: string, location: string, code = 'SCHEMA_VALIDATION_FAILED'): void {
    this.diagnostics.push({ severity: 'ERROR', code, message, location });
  }

  warning(message: string, location: string, code: string): void {
    this.diagnostics.push({ severity: 'WARNING', code, message, location });
  }
}
