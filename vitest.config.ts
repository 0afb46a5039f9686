import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{cloud,labs,cdk,scripts,site}/**/*.test.ts'],
    testTimeout: 30_000,
    env: { ASTRO_TELEMETRY_DISABLED: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' },
  },
});
