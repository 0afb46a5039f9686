import { command, type World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { aborted } from '../interruption.ts';
import { say } from '../io/io.ts';
import { findCloud } from '../local-cloud.ts';
import { parsePort } from '../ports.ts';

export const cloud = command({
  name: 'cloud',
  summary: { vi: 'Chạy riêng cloud nhúng, dừng bằng Ctrl-C', en: 'Run only the embedded cloud, until Ctrl-C' },
  positionals: [],
  endsItself: true,
  options: {
    port: { type: 'string', help: 'option.cloud-port', value: 'PORT', default: '4566' },
    fresh: { type: 'boolean', help: 'option.fresh', default: false },
  },
  async run({ port, fresh }, world: World) {
    const { io, home, interrupted } = world;
    const wanted = parsePort(port, '--port');
    const running = await findCloud(home);
    if (running) {
      say(io, 'cloud.already-running', { endpoint: running.endpoint });
      return ExitCode.Ok;
    }
    // Reason: loaded when needed, as the cloud would slow down every other command.
    const { runCloud } = await import('../run-cloud.ts');
    const hosted = await runCloud(wanted, fresh, world);
    say(io, 'cloud.listening', { endpoint: hosted.endpoint });
    await Promise.race([hosted.stopped, aborted(interrupted)]);
    say(io, 'cloud.saving');
    await hosted.stop();
    return ExitCode.Ok;
  },
});
