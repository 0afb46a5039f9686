import { type Clients, clientsOf } from '../clients.ts';
import type { World } from '../command.ts';
import { identify } from '../identify.ts';
import { clientConfig, openTarget, type Target } from '../target.ts';
import type { Access } from './accounts.ts';
import type { EventFile, Participant } from './event.ts';
import type { EventValues } from './options.ts';
import { machineTime } from './pace.ts';
import { checkParticipants, participantsOf } from './participants.ts';
import { readEvent } from './read-event.ts';

/** An event whose caller is known. */
export interface OpenEvent {
  event: EventFile;
  target: Target;
  caller: { account: string; arn: string };
  access: Access;
  /** The caller's own clients, in the event's first region. */
  own: Clients;
  participants(): AsyncGenerator<Participant>;
  /** What plans call the target. */
  targetName: string;
}

/** API calls a second in each account: AWS's smallest quotas of the services in use are about ten a second. */
const REQUESTS_PER_SECOND = { aws: 10, endpoint: 100, local: 400 } as const;

/** Reads the event's file and finds out who calls. Throws UserError. */
export async function openEvent(values: EventValues, world: World): Promise<OpenEvent> {
  const event = await readEvent(values.positionals[0], world);
  const target = await openTarget(values.target, { region: event.regions[0], profile: values.profile }, world);
  const caller = await identify(target);
  const own = clientsOf(clientConfig(target));
  await checkParticipants(event.accounts, own);
  const access: Access = {
    caller: (region) => clientConfig({ ...target, region }),
    direct(account, region) {
      if (account === caller.account) return clientConfig({ ...target, region });
      return target.kind === 'aws'
        ? undefined
        : clientConfig({ ...target, region, credentials: { accessKeyId: account, secretAccessKey: 'local' } });
    },
    requestsPerSecond: REQUESTS_PER_SECOND[target.kind],
    time: machineTime,
    random: Math.random,
  };
  return {
    event,
    target,
    caller,
    access,
    own,
    participants: () => participantsOf(event.accounts, own),
    targetName: target.kind === 'endpoint' ? target.endpoint! : target.kind,
  };
}
