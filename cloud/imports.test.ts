import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// House rule that the linter's patterns cannot say: one service never imports another.
test('no service imports another service', () => {
  const root = path.join(import.meta.dirname, 'services');
  const wrong: string[] = [];
  for (const service of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const folder = path.join(root, service.name);
    // Reason: tests, and the fixtures they share, build clouds of several services.
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/\.test(-fixture)?\.ts$/.test(name),
    )) {
      const full = path.join(folder, file);
      for (const [, from] of readFileSync(full, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g)) {
        const relative = path.relative(root, path.resolve(path.dirname(full), from!)).split(path.sep);
        const isService = relative[0] !== '..' && relative.length > 1;
        if (isService && relative[0] !== service.name) wrong.push(`${path.relative(root, full)} imports ${from}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
