import { execFileSync } from 'node:child_process';

/** One time a file came or changed. */
export interface Edit {
  /** As git knows it: `site/content/vi/index.mdx`. */
  file: string;
  /** ISO 8601, with the author's offset. */
  at: string;
  isNew: boolean;
}

/** Every edit of the files below a folder, the newest first; undefined where there is no git or no history. */
export function historyOf(folder: string): Edit[] | undefined {
  try {
    const log = execFileSync(
      'git',
      ['-c', 'core.quotePath=false', 'log', '--no-renames', '--format=%x00%aI', '--name-status', '--', folder],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 64 * 2 ** 20,
      },
    );
    return toEdits(log);
  } catch {
    return undefined; // Reason: the site is built from an archive without history, too; pages then go by the date of their facts.
  }
}

/** The edits in what `git log --format=%x00%aI --name-status` prints. */
export function toEdits(log: string): Edit[] {
  return log
    .split('\0')
    .slice(1)
    .flatMap((commit) => {
      const [at = '', ...lines] = commit.split('\n').filter(Boolean);
      return lines.flatMap((line) => {
        const [status, file] = line.split('\t');
        return file && status !== 'D' ? [{ file, at, isNew: status === 'A' }] : [];
      });
    });
}
