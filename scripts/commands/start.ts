import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { aborted } from '../interruption.ts';
import { say } from '../io/io.ts';
import { findCloud } from '../local-cloud.ts';
import { freePort, parsePort } from '../ports.ts';

export const start = command({
  name: 'start',
  summary: { vi: 'Mở xưởng: trang hướng dẫn và cloud nhúng', en: 'Open the workshop: the pages and the embedded cloud' },
  positionals: [],
  endsItself: true,
  options: {
    port: { type: 'string', help: 'option.site-port', value: 'PORT', default: '4321' },
    'cloud-port': { type: 'string', help: 'option.cloud-port', value: 'PORT', default: '4566' },
    fresh: { type: 'boolean', help: 'option.fresh', default: false },
  },
  async run(values, world) {
    const { io, root, home, interrupted } = world;
    const wantedSite = parsePort(values.port, '--port');
    const wantedCloud = parsePort(values['cloud-port'], '--cloud-port');
    // Reason: loaded when needed, as the cloud and Astro would slow down every other command.
    const [{ runCloud }, { runSite }] = await Promise.all([import('../run-cloud.ts'), import('../run-site.ts')]);
    const running = await findCloud(home);
    const hosted = running ? undefined : await runCloud(wantedCloud, values.fresh, world);
    say(io, running ? 'cloud.already-running' : 'cloud.listening', { endpoint: (hosted ?? running)!.endpoint });
    try {
      const site = await runSite(root, await freePort(wantedSite, io));
      say(io, 'site.open', { url: site.url });
      say(io, 'start.next');
      await aborted(interrupted);
      await site.stop();
    } finally {
      if (hosted) {
        say(io, 'cloud.saving');
        await hosted.stop();
      }
    }
    return ExitCode.Ok;
  },
});
