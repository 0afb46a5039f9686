import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../user-error.ts';

/** An event that works on the embedded cloud as it stands: there an account's number is its key. */
const EXAMPLE = `id: cloud-day
title: Cloud day
starts: 2027-03-20T08:30+07:00
ends: 2027-03-20T12:00+07:00
regions: [ap-southeast-1]
labs: [rest-api, dynamodb-crud]
accounts:            # or { csv: participants.csv }, or { organizationalUnit: ou-ab12-11111111 }
  - { account: '111122223333', participant: an }
  - { account: '444455556666', participant: binh }
  - { account: '777788889999', participant: chi }
# role: OrganizationAccountAccessRole   # on AWS: the role to assume in each account
budget:
  usdPerParticipant: 5
  notify: teacher@example.com
language: vi
`;

/** Lays the example down. Throws UserError where a file is already. */
export async function layExample(file: string, shown: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, EXAMPLE, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UserError('event.exists', { file: shown });
    throw error;
  }
}

/** What a file of an event is called when it is told: below the repository, as seen from there. */
export function shownFile(file: string, root: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith('..') ? file : relative;
}
