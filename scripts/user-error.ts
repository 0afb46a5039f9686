import { ExitCode } from './exit-code.ts';
import type { MessageKey, MessageParameters } from './messages.ts';

/** Something the reader can mend: told in one line, in their language, without a stack trace. */
export class UserError extends Error {
  readonly key: MessageKey;
  /** The command that fails adds where it worked. */
  parameters: MessageParameters;
  readonly exitCode: ExitCode;

  constructor(key: MessageKey, parameters: MessageParameters = {}, exitCode: ExitCode = ExitCode.Usage, cause?: unknown) {
    super(key, { cause });
    this.name = 'UserError';
    this.key = key;
    this.parameters = parameters;
    this.exitCode = exitCode;
  }
}
