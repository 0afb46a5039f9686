/** What a command's end means to whoever started it. */
export const ExitCode = {
  Ok: 0,
  /** A check failed (of a lab, or of `--preflight`), or something is left over. */
  Failed: 1,
  /** The command was called wrongly, or its input is broken: nothing was changed. */
  Usage: 2,
  /** What the command needs cannot be reached: endpoint, credentials, port. */
  Unreachable: 3,
  /** A deployment or removal did not succeed, or the look before it found what has to be mended first. */
  Deployment: 4,
  /** Ctrl-C. */
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
