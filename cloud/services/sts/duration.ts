import { AwsError } from '../../aws-error.ts';

/** Refuses a DurationSeconds outside of what STS takes. */
export function checkDuration(seconds: number | undefined, most: number): number | undefined {
  if (seconds === undefined || (seconds >= 900 && seconds <= most)) return seconds;
  const bound = seconds < 900 ? 'greater than or equal to 900' : `less than or equal to ${most}`;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound}`,
    { status: 400 },
  );
}
