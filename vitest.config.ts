import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The longest first, so that none of them runs alone at the end. Minutes to seconds, in this order; what mostly waits
 * (for labs in a page, for commands) beside what computes.
 */
const LONGEST = [
  'labs/leda/exactly-once.test.ts',
  'site/tab/labs-in-tab.test.ts',
  'scripts/pages/pages.test.ts',
  'site/site.test.ts',
  'labs/image-pipeline/lab.test.ts',
  'labs/tracing/lab.test.ts',
  'labs/s3-trigger/lab.test.ts',
  'labs/dynamodb-streams/lab.test.ts',
  'site/tab/tab.test.ts',
  'site/labs/lab-diagram.test.ts',
  'scripts/event/cleanup/proof.test.ts',
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

/** Files that keep all they know in what each test makes (a cloud, a page), so that they can share one load of the SDK. */
const SHARING = ['cloud/**/*.test.ts', 'site/**/*.test.ts', 'scripts/{cleanup,event,prices}/**/*.test.ts'];
/** Of these, what changes the process it runs in (its environment, signals, what it was told to mock) and so has one to itself. */
const ALONE = [
  'cloud/services/cloudformation/toolkit.test.ts',
  'cloud/host/**/*.test.ts',
  'cloud/runtime/**/*.test.ts',
  'site/downloads/**/*.test.ts',
  'site/site.test.ts',
  'site/tab/**/*.test.ts',
];

export default defineConfig({
  test: {
    // Reason: by default one core is left free, which on two of them is half; and a third file computes while the others wait.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'sharing', include: SHARING, exclude: [...configDefaults.exclude, ...ALONE], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{cdk,labs,scripts}/**/*.test.ts', ...ALONE],
          exclude: [...configDefaults.exclude, 'scripts/{cleanup,event,prices}/**'],
        },
      },
    ],
    // Reason: a limit is there for what hangs; how long a test takes depends on what else the machine does.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    env: { ASTRO_TELEMETRY_DISABLED: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' },
  },
});
