import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say, step } from '../io/io.ts';
import { findCloud, forgetCloud, stopCloud } from '../local-cloud.ts';

export const cloudStop = command({
  name: 'cloud:stop',
  summary: { vi: 'Lưu trạng thái rồi dừng cloud nhúng', en: 'Save and stop the embedded cloud' },
  positionals: [],
  options: {},
  async run(_values, { io, home }) {
    const running = await findCloud(home);
    if (!running) {
      say(io, 'cloud.not-running');
      return ExitCode.Ok;
    }
    await step(io, 'cloud.stopping', { endpoint: running.endpoint }, () => stopCloud(running));
    forgetCloud(home);
    return ExitCode.Ok;
  },
});
