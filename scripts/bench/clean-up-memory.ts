// The process that cleanup-memory measures: plans and applies a clean-up, and prints its largest live heap in bytes.
import path from 'node:path';
import { clientsOf } from '../clients.ts';
import type { Access } from '../event/accounts.ts';
import { applyPlan } from '../event/cleanup/apply-plan.ts';
import { makePlan } from '../event/cleanup/make-plan.ts';
import { type EventFile, PRODUCTION_ALIASES } from '../event/event.ts';
import { REGION } from '../event/event-in-test.ts';
import { machineTime } from '../event/pace.ts';
import { participantsOf } from '../event/participants.ts';

const [endpoint = '', home = ''] = process.argv.slice(2);
const caller = '999900001111';
const configuration = (accessKeyId: string) => (region: string) => ({
  region,
  endpoint,
  credentials: { accessKeyId, secretAccessKey: 'unused' },
});
const access: Access = {
  caller: configuration(caller),
  direct: (account, region) => configuration(account)(region),
  requestsPerSecond: 1000,
  time: machineTime,
  random: Math.random,
};
const event: EventFile = {
  file: path.join(home, 'event.yaml'),
  id: 'cloud-day',
  starts: 0,
  ends: 1,
  utcOffset: 0,
  regions: [REGION],
  labs: [],
  accounts: { kind: 'csv', file: path.join(home, 'class.csv') },
  budget: { usdPerParticipant: 1 },
  pace: { accountsAtOnce: 8 },
  protect: { accounts: [], aliases: PRODUCTION_ALIASES },
};

/** How many accounts pass between two looks at the heap. */
const EVERY = 10;
let accounts = 0;
let largest = 0;
function look(): void {
  if (accounts++ % EVERY !== 0) return;
  globalThis.gc?.();
  largest = Math.max(largest, process.memoryUsage().heapUsed);
}

const shared = { event, access, caller: { account: caller, arn: `arn:aws:iam::${caller}:root` }, target: endpoint };
const file = path.join(home, 'plan.json');
const participants = participantsOf(event.accounts, clientsOf(configuration(caller)(REGION)));
await makePlan({ ...shared, file, participants, onAccount: look });
const { left } = await applyPlan({ ...shared, file, lift: false, pollMs: 50, onAccount: look });
if (left > 0) throw new Error(`${left} things were left.`);
process.stdout.write(String(largest));
