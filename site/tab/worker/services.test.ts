import { expect, test } from 'vitest';
import { services } from '../../../cloud/services/index.ts';
import { loadService } from './services.ts';

test('the page’s cloud can load every service of the embedded cloud, each by its own name', async () => {
  for (const service of services) expect(await loadService(service.name), service.name).toBe(service);
});

test('a service there is none of is an error', async () => {
  await expect(loadService('steam')).rejects.toThrow();
});
