import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { issuedAccount, newAccessKeyId } from './access-key.ts';

const account = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 });

test('a key tells its account', () =>
  fc.assert(
    fc.property(account, fc.nat(), (owner, seed) => {
      const key = newAccessKeyId('ASIA', owner, seededRandom(seed));
      expect(key).toMatch(/^ASIA[A-Z2-7]{16}$/);
      expect(issuedAccount(key)).toBe(owner);
    }),
  ));

test("a stranger's key tells nothing", () => {
  for (const key of ['AKIAIOSFODNN7EXAMPLE', 'test', '111122223333', '', 'ASIAAAAAAAAAAAAAAAAA'])
    expect(issuedAccount(key)).toBeUndefined();
});
