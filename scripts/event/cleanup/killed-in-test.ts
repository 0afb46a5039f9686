import { appendFile, copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import type { Random } from '../../../cloud/random.ts';
import type { Access } from '../accounts.ts';
import type { EventInTest } from '../event-in-test.ts';
import { journalOf } from './journal.ts';

class Killed extends Error {}

/** Runs an apply that dies at its `calls`-th call of AWS, as by SIGKILL. Whether it died before its end. */
export async function applyKilledAfter(at: EventInTest, calls: number, random: Random): Promise<boolean> {
  const journal = journalOf(at.planFile);
  const saved = `${journal}.saved`;
  let made = 0;
  let saving: Promise<void> | undefined;
  const dying = (configuration: ReturnType<Access['caller']>) => {
    const { requestHandler } = configuration as unknown as { requestHandler: { handle(request: object): Promise<object> } };
    const handle = async (request: object) => {
      made++;
      if (made === calls) {
        // Reason: what AWS was asked for may happen or not; the answer is never heard, and nothing is written any more.
        if (random.below(2) === 0) void requestHandler.handle(request);
        saving = copyFile(journal, saved).catch(() => writeFile(saved, ''));
      }
      if (made >= calls) {
        await saving;
        throw new Killed();
      }
      return requestHandler.handle(request);
    };
    return { ...configuration, requestHandler: { handle } };
  };
  try {
    await at.apply({ access: { ...at.access, caller: (region) => dying(at.access.caller(region)) } });
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    await copyFile(saved, journal);
    await tear(journal, random);
    return true;
  } finally {
    await rm(saved, { force: true });
  }
}

/** The line that was being written may be there in part. */
async function tear(journal: string, random: Random): Promise<void> {
  const text = await readFile(journal);
  const lastLine = text.lastIndexOf(10, text.length - 2) + 1;
  const choice = random.below(3);
  if (choice === 0) await truncate(journal, lastLine + random.below(text.length - lastLine + 1));
  if (choice === 1) await appendFile(journal, '{"at":"2027-03-20T01:3');
}
