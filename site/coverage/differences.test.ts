import { expect, test } from 'vitest';
import { services } from '../../cloud/services/index.ts';
import { differences } from './differences.ts';

test('every difference belongs to a service of the cloud', () => {
  const names = services.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(differences)));
});
