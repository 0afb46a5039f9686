import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { memoryCloud } from '../../cloud/host/memory.ts';
import { type Clients, clientsOf } from '../clients.ts';
import type { AccountSource, Participant } from './event.ts';
import { checkParticipants, participantsOf } from './participants.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'participants-'));
afterAll(() => rmSync(folder, { recursive: true }));

const nobody: Clients = { configuration: { region: 'us-east-1' }, client: () => expect.unreachable(), close() {} };
async function all(source: AccountSource, caller = nobody): Promise<Participant[]> {
  const found: Participant[] = [];
  for await (const participant of participantsOf(source, caller)) found.push(participant);
  return found;
}
function csv(text: string): AccountSource {
  const file = path.join(folder, 'class.csv');
  writeFileSync(file, text);
  return { kind: 'csv', file };
}
const [ONE, TWO, THREE] = ['111111111111', '222222222222', '333333333333'] as const;

test.each([
  ['columns in any order, others left alone', `email,participant,account\na@b.c,an,${ONE}\n,binh,${TWO}\n`],
  ['as spreadsheets save it', `\uFEFFAccount,Participant\r\n"${ONE}",an\r\n\r\n ${TWO} , "binh" \r\n`],
])('a CSV: %s', async (_, text) => {
  expect(await all(csv(text))).toEqual([
    { account: ONE, name: 'an' },
    { account: TWO, name: 'binh' },
  ]);
});

test('who has no name is called by the account, wherever the empty cell stands', async () => {
  const named = [
    { account: ONE, name: ONE },
    { account: TWO, name: 'Nguyễn Văn Bình' },
  ];
  expect(await all(csv(`participant,account\n,${ONE}\nNguyễn Văn Bình,${TWO}`))).toEqual(named);
  expect(await all(csv(`account,participant\n${ONE},\n${TWO},Nguyễn Văn Bình`))).toEqual(named);
  expect(await all(csv(`account\n${ONE}`))).toEqual([named[0]]);
});

test('a name is read as it was written, quoted or not', async () => {
  const name = fc.stringMatching(/^[a-zA-Zàéêđ0-9]( ?[a-zA-Zàéêđ0-9_.:=+@-]){0,30}$/u);
  const cell = fc.tuple(name, fc.boolean()).map(([text, quoted]) => ({ text, cell: quoted ? `"${text}"` : text }));
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (cells) => {
      const lines = cells.map(({ cell }, index) => `${cell},"a ""note"", with commas",${String(100_000_000_000 + index)}`);
      const found = await all(csv(['participant,note,account', ...lines].join('\n')));
      expect(found.map(({ name }) => name)).toEqual(cells.map(({ text }) => text));
    }),
    { numRuns: 30, seed: 3 },
  );
});

test.each([
  ['no column of accounts', 'name\nan\n', 'event.csv-header', { line: 1 }],
  ['an account that is none', `account\n${ONE}\n12345\n`, 'event.csv-value', { line: 3, value: '12345' }],
  ['a name that no tag can hold', `account,participant\n${ONE},"a, b"\n`, 'event.csv-value', { line: 2, value: 'a, b' }],
  ['an account twice', `account\n${ONE}\n${ONE}\n`, 'event.participant-twice', { account: ONE }],
  ['nobody', 'account\n\n', 'event.no-participants', {}],
])('a CSV with %s is refused, and that before anything is done', async (_, text, key, parameters) => {
  await expect(checkParticipants(csv(text), nobody)).rejects.toMatchObject({ key, parameters });
});

test('a CSV that is not there is told', async () => {
  const file = path.join(folder, 'none.csv');
  await expect(all({ kind: 'csv', file })).rejects.toMatchObject({ key: 'event.no-csv', parameters: { file } });
});

test('an organizational unit: the active accounts in it and in the units below', async () => {
  const cloud = await memoryCloud();
  const caller = clientsOf(cloud.clientOptions(THREE, 'us-east-1'));
  const client = caller.client(OrganizationsClient);
  await client.send(new CreateOrganizationCommand({}));
  const root = (await client.send(new ListRootsCommand({}))).Roots![0]!.Id!;
  const unit = async (ParentId: string, Name: string) =>
    (await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit!.Id!;
  const account = async (AccountName: string, DestinationParentId: string) => {
    const command = new CreateAccountCommand({ AccountName, Email: `${AccountName.length}@example.com` });
    const { CreateAccountStatus: begun } = await client.send(command);
    await cloud.clock.advance(1000);
    const { CreateAccountStatus: made } = await client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: begun!.Id }));
    const AccountId = made!.AccountId!;
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId }));
    return AccountId;
  };
  const event = await unit(root, 'event');
  const below = await unit(event, 'table 1');
  const an = await account('an', event);
  const binh = await account('binh (table 1)', below);
  await account('elsewhere', await unit(root, 'production'));
  expect(await all({ kind: 'organizational-unit', id: event }, caller)).toEqual([
    { account: an, name: 'an' },
    // A name that no tag can hold is not used.
    { account: binh, name: binh },
  ]);
});
