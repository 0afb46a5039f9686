import { expect, test } from 'vitest';
import { parseEvent } from './read-event.ts';

const LABS = ['leda', 's3-trigger'];
const WHOLE = `id: cloud-day
starts: 2027-03-20T08:30+07:00
ends: 2027-03-20 17:00+07:00
regions: ap-southeast-1
labs: [s3-trigger, leda]
accounts:
  - 000011112222
  - { account: '111122223333', participant: Mai }
budget: { usdPerParticipant: 2.5 }
`;
const parse = (text: string) => parseEvent(text, '/events/event.yaml', LABS);
const problems = (text: string) => parse(text).problems.map(({ line, field, key }) => `${line} ${field} ${key}`);

test('an event is read with its defaults; account numbers keep their zeros without quotes', () => {
  const { event } = parse(WHOLE);
  expect(event).toMatchObject({
    id: 'cloud-day',
    starts: Date.UTC(2027, 2, 20, 1, 30),
    ends: Date.UTC(2027, 2, 20, 10),
    utcOffset: 420,
    regions: ['ap-southeast-1'],
    labs: LABS.toReversed(),
    budget: { usdPerParticipant: 2.5 },
    pace: { accountsAtOnce: 8 },
  });
  expect(event!.accounts).toEqual({
    kind: 'list',
    participants: [
      { account: '000011112222', name: '000011112222' },
      { account: '111122223333', name: 'Mai' },
    ],
  });
  expect(event!.role).toBeUndefined();
  expect(event!.protect.aliases).toContain('*prod*');
});

test('accounts come from a CSV beside the file, or from an organizational unit', () => {
  const withAccounts = (accounts: string) => parse(WHOLE.replace(/accounts:[\s\S]*?(?=budget)/, `accounts: ${accounts}\n`)).event!.accounts;
  expect(withAccounts('{ csv: lists/class.csv }')).toEqual({ kind: 'csv', file: '/events/lists/class.csv' });
  expect(withAccounts('{ organizationalUnit: ou-ab12-11111111 }')).toEqual({ kind: 'organizational-unit', id: 'ou-ab12-11111111' });
});

test.each([
  ['id: cloud-day', 'id: Cloud Day', '1 id event.bad-value'],
  ['id: cloud-day', 'id: none', '1 id event.reserved-id'],
  ['id: cloud-day\n', '', '1 id event.missing'],
  ['id: cloud-day\n', 'id: cloud-day\nid: twice\n', '2  event.yaml'],
  ['08:30+07:00', '08:30', '2 starts event.bad-value'],
  ['17:00+07:00', '07:00+07:00', '3 ends event.ends-first'],
  ['regions: ap-southeast-1', 'regions: []', '1 regions event.missing'],
  ['regions: ap-southeast-1', 'regions: [ap-southeast-1, Singapore]', '4 regions[1] event.bad-value'],
  ['leda]', 'ledda]', '5 labs[1] event.unknown-lab'],
  ['- 000011112222', '- 11112222', '7 accounts[0] event.bad-value'],
  ['- 000011112222', '- [1]', '7 accounts[0] event.not-a-mapping'],
  ["'111122223333', participant", "'000011112222', participant", '8 accounts[1] event.account-twice'],
  ["'111122223333', participant", "'111122223333', particpant", '8 accounts[1].particpant event.unknown-field'],
  ['usdPerParticipant: 2.5', 'usdPerParticipant: free', '9 budget.usdPerParticipant event.bad-value'],
  ['{ usdPerParticipant: 2.5 }', '', '1 budget event.missing'],
  ['budget: {', 'pace: { accountsAtOnce: 51 }\nbudget: {', '9 pace.accountsAtOnce event.out-of-range'],
  ['budget: {', 'language: fr\nbudget: {', '9 language event.bad-value'],
  ['budget: {', 'role: a/b\nbudget: {', '9 role event.bad-value'],
])('instead of %j, %j is told with line and field', (from, to, problem) => {
  expect(WHOLE).toContain(from);
  expect(problems(WHOLE.replace(from, to))).toContain(problem);
});

test('everything that is wrong is told at once', () => {
  expect(problems('id: X\nlabs: leda\n').length).toBe(6);
  expect(problems('- a\n- b\n')[0]).toBe('1  event.not-a-mapping');
});
