import type { World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

/** Tells an error in one line (all of it with --verbose) and says which exit code it means. */
export function tellFailure(world: World, error: unknown): ExitCode {
  const { io, verbose } = world;
  const known = error instanceof UserError ? error : fromNetwork(error);
  if (known) io.tell({ type: 'error', key: known.key, parameters: known.parameters });
  else io.tell({ type: 'error', key: 'failure.unexpected', parameters: { reason: firstLine(error) } });
  if (verbose) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      io.tell({ type: 'text', text: cause.stack ?? cause.message });
  }
  return known?.exitCode ?? ExitCode.Failed;
}

/** What a refused or unresolved connection is called, whichever library met it. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'EHOSTUNREACH', 'ETIMEDOUT', 'EAI_AGAIN']);

function fromNetwork(error: unknown): UserError | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code =
      (cause as NodeJS.ErrnoException).code ??
      (cause instanceof AggregateError ? (cause.errors[0] as NodeJS.ErrnoException)?.code : undefined);
    if (code && UNREACHABLE.has(code))
      return new UserError('target.unreachable', { reason: cause.message || code }, ExitCode.Unreachable, error);
  }
  return undefined;
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n')[0] ?? '';
}
