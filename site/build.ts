// Reason: Astro asks the environment, not its configuration, whether it may send usage data. It may not.
process.env.ASTRO_TELEMETRY_DISABLED = '1';

const { build } = await import('astro');
await build({});
