import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Clients, clientsOf } from '../clients.ts';
import type { ClientConfiguration } from '../target.ts';
import { UserError } from '../user-error.ts';
import type { EventFile, Participant } from './event.ts';
import { type Paced, paced, type Time } from './pace.ts';

/** What opens an event's accounts. */
export interface Access {
  /** The configuration of the caller's own clients in a region. */
  caller(region: string): ClientConfiguration;
  /** The configuration that opens an account without a role: on the embedded cloud its number as the key, on AWS the caller's own. */
  direct(account: string, region: string): ClientConfiguration | undefined;
  /** API calls in each account where the event says nothing. */
  requestsPerSecond: number;
  time: Time;
  random(): number;
}

/** One participant's account, opened. */
export interface OpenAccount extends Participant {
  /** The SDK clients of a region. */
  at(region: string): Clients;
  readonly pace: Paced;
  /** Ends its connections. */
  close(): void;
}

/** Credentials are renewed when they end within this time. */
const RENEW_MS = 5 * 60_000;
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);

/** Opens an account for a piece of work, and ends its connections after it. Throws UserError where it cannot be reached at all. */
export async function withAccount<Result>(
  event: EventFile,
  participant: Participant,
  access: Access,
  work: (opened: OpenAccount) => Promise<Result>,
): Promise<Result> {
  const opened = openAccount(event, participant, access);
  try {
    return await work(opened);
  } finally {
    // Reason: connections stay open for seconds, which adds up over hundreds of accounts.
    opened.close();
  }
}

/**
 * Opens a participant's account: through the event's role, or with the account's own key where that opens it. Nothing is
 * asked of AWS before the first call. Throws UserError where an account cannot be reached at all.
 */
export function openAccount(event: EventFile, participant: Participant, access: Access): OpenAccount {
  const { account } = participant;
  const pace = paced(paceOf(event, access));
  const retryStrategy = pace.strategy;
  const session = event.role === undefined ? undefined : sessionOf(event, participant, access);
  if (!session && !access.direct(account, event.regions[0]!)) throw new UserError('event.no-role', { account });
  const places = new Map<string, Clients>();
  return {
    ...participant,
    pace,
    at(region) {
      const known = places.get(region);
      if (known) return known;
      const configuration = session
        ? { ...access.caller(region), profile: undefined, credentials: session.credentials, retryStrategy }
        : { ...access.direct(account, region)!, retryStrategy };
      const clients = session ? renewing(clientsOf(configuration), session.forget) : clientsOf(configuration);
      places.set(region, clients);
      return clients;
    },
    close() {
      for (const clients of places.values()) clients.close();
      session?.close();
    },
  };
}

interface Session {
  credentials(): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date }>;
  /** The credentials are no longer good, whatever they say. */
  forget(): void;
  close(): void;
}

function paceOf({ pace }: EventFile, { time, random, requestsPerSecond }: Access) {
  return { requestsPerSecond: pace.requestsPerSecond ?? requestsPerSecond, time, random };
}

function sessionOf(event: EventFile, { account, name }: Participant, access: Access): Session {
  const { caller, time } = access;
  const retryStrategy = paced(paceOf(event, access)).strategy;
  const sts = new STSClient({ ...caller(event.regions[0]!), retryStrategy });
  let current: Promise<{ keys: Awaited<ReturnType<Session['credentials']>>; ends: number }> | undefined;
  const assume = async () => {
    const RoleArn = `arn:aws:iam::${account}:role/${event.role}`;
    const RoleSessionName = `workshop-${event.id}`.slice(0, 64);
    const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) throw new Error(`${RoleArn} gave no credentials (${name}).`);
    const keys = { accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretAccessKey, sessionToken: given.SessionToken };
    // Reason: the SDK keeps what ends late, and would not learn of a session that was revoked.
    return { keys: { ...keys, expiration: new Date(0) }, ends: given.Expiration?.getTime() ?? time.now() + 3_600_000 };
  };
  const take = async () => {
    current ??= assume();
    try {
      return await current;
    } catch (error) {
      current = undefined;
      throw error;
    }
  };
  return {
    async credentials() {
      let taken = await take();
      if (taken.ends - time.now() < RENEW_MS) {
        current = undefined;
        taken = await take();
      }
      return taken.keys;
    },
    forget() {
      current = undefined;
    },
    close: () => sts.destroy(),
  };
}

/** A call that is refused because its credentials have expired is made once more with new ones. */
function renewing(clients: Clients, forget: () => void): Clients {
  const known = new WeakSet<object>();
  return {
    configuration: clients.configuration,
    close: () => clients.close(),
    client(Client) {
      const client = clients.client(Client);
      const { middlewareStack } = client as { middlewareStack: { add(middleware: unknown, options: object): void } };
      if (known.has(client as object)) return client;
      known.add(client as object);
      const middleware = (next: (args: unknown) => Promise<unknown>) => async (args: unknown) => {
        try {
          return await next(args);
        } catch (error) {
          if (!(error instanceof Error) || !EXPIRED.has(error.name)) throw error;
          forget();
          return next(args);
        }
      };
      middlewareStack.add(middleware, { step: 'initialize', name: 'renewExpiredCredentials' });
      return client;
    },
  };
}
