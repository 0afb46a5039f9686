import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { newLabFiles } from '../new-lab/lay-down.ts';
import { UserError } from '../user-error.ts';

export const labNew = command({
  name: 'lab:new',
  summary: {
    vi: 'Tạo thư mục cho một lab mới: stack, hàm, kiểm tra, kịch bản, sự cố; chạy được ngay',
    en: 'Lay down the folder of a new lab: stack, function, checks, scenario, drill; it works at once',
  },
  positionals: ['id'],
  options: { 'dry-run': { type: 'boolean', help: 'option.dry-run', default: false } },
  async run({ positionals, ...values }, { io, root }) {
    const id = positionals[0]!;
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) || id.length > 40) throw new UserError('new.id', { id });
    const folder = path.join(root, 'labs', id);
    if (existsSync(folder)) throw new UserError('new.exists', { file: `labs/${id}` });
    const files = newLabFiles(id);
    for (const [file, content] of files) {
      io.tell({ type: 'text', text: `  labs/${id}/${file}` });
      if (values['dry-run']) continue;
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    say(io, values['dry-run'] ? 'new.dry' : 'new.lab-done', { count: files.size, lab: id });
    io.tell({ type: 'result', data: { lab: id, files: [...files.keys()] } });
    return ExitCode.Ok;
  },
});
