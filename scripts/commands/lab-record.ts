import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { recordingText } from '../record/recording-text.ts';

export const labRecord = command({
  name: 'lab:record',
  summary: {
    vi: 'Ghi lại một lần chạy của lab trên cloud nhúng, cho trang mà lab không chạy được ngay tại chỗ',
    en: 'Record a run of a lab on the embedded cloud, for the page in which it cannot run',
  },
  positionals: ['lab'],
  options: {},
  async run({ positionals }, world) {
    const { io, root } = world;
    const lab = positionals[0]!;
    // Reason: loaded when needed, as the cloud and the toolkit would slow down every other command.
    const { recordLab } = await import('../record/record-lab.ts');
    const recording = await recordLab(lab, world);
    const file = `site/recordings/${lab}.json`;
    const text = recordingText(recording);
    await mkdir(path.join(root, 'site/recordings'), { recursive: true });
    await writeFile(path.join(root, file), text);
    say(io, 'record.done', { file, moments: recording.moments.length, bytes: text.length });
    io.tell({ type: 'result', data: { lab, file, fingerprint: recording.fingerprint } });
    return ExitCode.Ok;
  },
});
