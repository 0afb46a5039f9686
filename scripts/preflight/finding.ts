import type { MessageKey, MessageParameters } from '../messages.ts';

/** One answer of the look before a deployment. */
export interface Finding {
  /** What was asked: `credentials`, `bootstrap`, `quota:kinesis.shards`, `region:dynamodb`, `cost`. */
  id: string;
  /** `unknown`: the target could not say (an endpoint without the operation); never the same as ok. */
  outcome: 'ok' | 'warning' | 'failed' | 'unknown';
  /** What to tell, and with what to mend it. */
  key: MessageKey;
  parameters?: MessageParameters;
}

/** Whether a deployment may begin. */
export function isClear(findings: readonly Finding[]): boolean {
  return findings.every(({ outcome }) => outcome !== 'failed');
}
