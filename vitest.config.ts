import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest first, so that none of them runs alone at the end. Minutes to seconds, in this order. */
const LONGEST = [
  'labs/leda/exactly-once.test.ts',
  'scripts/pages/pages.test.ts',
  'site/site.test.ts',
  'labs/s3-trigger/lab.test.ts',
  'labs/dynamodb-streams/lab.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/** What changes the process it runs in (the environment of the CDK toolkit, a cloud's signals) and so has one to itself. */
const ALONE = ['cloud/services/cloudformation/toolkit.test.ts', 'cloud/host/**', 'cloud/runtime/**'];

export default defineConfig({
  test: {
    // Reason: by default one core is left free, which on two of them is half; and a third file computes while the others wait.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          // Reason: the cloud keeps all it knows in the cloud that a test makes, so its files can share one load of the SDK.
          name: 'cloud',
          include: ['cloud/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'workshop',
          include: ['{labs,cdk,scripts,site}/**/*.test.ts', ...ALONE.map((files) => files.replace(/\*\*$/, '**/*.test.ts'))],
        },
      },
    ],
    testTimeout: 30_000,
    env: { ASTRO_TELEMETRY_DISABLED: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' },
  },
});
