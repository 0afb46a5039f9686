import type { Language } from '../messages.ts';

/** An event as its `event.yaml` describes it. */
export interface EventFile {
  /** Absolute path of the file. */
  file: string;
  /** The value of the tag `workshop:event`. */
  id: string;
  title?: string;
  /** Milliseconds since the epoch. */
  starts: number;
  ends: number;
  /** Minutes east of UTC in which the file speaks: times are told in it. */
  utcOffset: number;
  /** The first is where the event's own stack lies. */
  regions: readonly string[];
  labs: readonly string[];
  accounts: AccountSource;
  /** Name of the role that is assumed in each account; without it, only accounts that the caller's own key opens. */
  role?: string;
  /** Who may assume the participants' role in their accounts; everybody in the account unless said. */
  participantsFrom?: string;
  budget: { usdPerParticipant: number; notify?: string };
  language?: Language;
  pace: Pace;
  /** Accounts that clean-up refuses. */
  protect: { accounts: readonly string[]; aliases: readonly string[] };
}

/** Where the participants' accounts are named. */
export type AccountSource =
  | { kind: 'list'; participants: readonly Participant[] }
  | { kind: 'csv'; file: string }
  | { kind: 'organizational-unit'; id: string };

export interface Participant {
  /** Twelve digits. */
  account: string;
  /** The value of the tag `workshop:participant`. */
  name: string;
}

/** How hard AWS is worked. */
export interface Pace {
  accountsAtOnce: number;
  /** API calls of all services, in each account; where the file says nothing, the target decides. */
  requestsPerSecond?: number;
}

/** What an account's alias looks like when it is no participant's: `*` stands for any characters. */
export const PRODUCTION_ALIASES: readonly string[] = ['*prod*', '*prd*', '*live*', '*billing*', '*payer*', '*master*'];
