/** What SNS keeps for the life of the process only. */
export interface Local {
  /** The deliveries of FIFO topics under way, by topic ARN: one message after the other. */
  lines: Map<string, Promise<void>>;
}
