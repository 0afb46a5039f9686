/** Serves the workshop's pages from their sources, so that authors see an edit at once. */
export async function runSite(root: string, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  // Reason: Astro reads this when it is loaded; nothing of ours calls home.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { dev } = await import('astro');
  const server = await dev({ root, logLevel: 'warn', server: { host: '127.0.0.1', port } });
  return { url: `http://127.0.0.1:${server.address.port}`, stop: () => server.stop() };
}
