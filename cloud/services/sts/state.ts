import type { AssumedRole, Principal } from '../../principal.ts';

/** What STS knows: the temporary credentials it issued, in the order of their issue. One for the partition. */
export interface StsState {
  sessions: Map<string, Session>;
}

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** A role session, or the user or root that asked for a session token. */
  principal: AssumedRole | Extract<Principal, { type: 'user' | 'root' }>;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export function initialState(): StsState {
  return { sessions: new Map() };
}
