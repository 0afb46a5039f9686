import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Entry, keyOf } from '../../site/chapters/chapter.ts';
import { fingerprint, isOutdated, parityProblems } from '../../site/chapters/parity.ts';
import { readPages } from '../../site/chapters/read-pages.ts';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { nearest } from '../nearest.ts';
import { UserError } from '../user-error.ts';

export const siteStamp = command({
  name: 'site:stamp',
  summary: {
    vi: 'Ghi nhận bản tiếng Anh đã theo kịp bản tiếng Việt; không nêu trang thì liệt kê trang còn cũ',
    en: 'Note that the English of a page has caught up with the Vietnamese; without a page, list those that have not',
  },
  positionals: ['pages...'],
  options: {},
  async run({ positionals }, { io, root }) {
    const vietnamese = new Map(readPages(root, 'vi').map((entry) => [keyOfEntry(entry), entry]));
    const english = new Map(readPages(root, 'en').map((entry) => [keyOfEntry(entry), entry]));
    const pairs = [...english].flatMap(([key, translation]) => {
      const source = vietnamese.get(key);
      return source ? [{ key, source, translation }] : [];
    });
    const old = pairs.filter(({ source, translation }) => isOutdated(source, translation));
    if (positionals.length === 0) {
      for (const { translation } of old) say(io, 'stamp.outdated', { file: translation.file });
      say(io, 'stamp.count', { count: old.length });
      io.tell({ type: 'result', data: old.map(({ key }) => key) });
      return old.length === 0 ? ExitCode.Ok : ExitCode.Failed;
    }
    const chosen = positionals.map((name) => {
      const given = name.replace(/^\/?(?:site\/content\/(?:vi|en)\/)?|\/?(?:index\.mdx)?$/g, '');
      // Reason: a page's own name may begin with a number (a day), which a folder's weight must not be mistaken for.
      const found = pairs.find(({ key }) => key === given) ?? pairs.find(({ key }) => key === keyOf(given));
      if (!found) throw new UserError('stamp.unknown', { page: name, nearest: nearest(given, [...english.keys()]) });
      return found;
    });
    for (const { source, translation } of chosen) {
      const mark = fingerprint(source.body);
      const problems = parityProblems([source], [{ ...translation, data: { ...translation.data, source: mark } }]);
      if (problems.length > 0) throw new UserError('stamp.differs', { file: translation.file, reason: problems[0]! });
      stamp(path.join(root, translation.file), mark);
      say(io, 'stamp.done', { file: translation.file });
    }
    io.tell({ type: 'result', data: chosen.map(({ key }) => key) });
    return ExitCode.Ok;
  },
});

const keyOfEntry = ({ id }: Entry) => keyOf(id.replace(/\/?index$/, ''));

/** Everything else in the file stays as it is. */
function stamp(file: string, mark: string): void {
  const text = readFileSync(file, 'utf8');
  const [, head, rest] = /^(---\n.*?\n)(---\n.*)$/s.exec(text)!;
  const without = head!.replace(/^source:.*\n/m, '');
  const stamped = /^source:/m.test(head!) ? head!.replace(/^source:.*$/m, `source: "${mark}"`) : `${without}source: "${mark}"\n`;
  writeFileSync(file, stamped + rest!);
}
