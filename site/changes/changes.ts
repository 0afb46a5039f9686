import type { Chapter } from '../chapters/chapter.ts';
import type { Edit } from './history.ts';

/** A page that came or changed on a day. */
export interface Change {
  chapter: Chapter;
  /** The last edit of that day, ISO 8601. */
  at: string;
  isNew: boolean;
}

/**
 * What a reader wants to hear of, the newest first: one entry a page and day. Without a history, pages stand under the day on
 * which their facts were checked.
 */
export function changesOf(chapters: readonly Chapter[], history: readonly Edit[] | undefined, most = 60): Change[] {
  if (!history) {
    return chapters
      .flatMap((chapter) => (chapter.data.facts ? [{ chapter, at: `${chapter.data.facts}T00:00:00Z`, isNew: false }] : []))
      .sort(newestFirst)
      .slice(0, most);
  }
  const byFile = new Map(chapters.map((chapter) => [chapter.file, chapter]));
  const byDay = new Map<string, Change>();
  for (const { file, at, isNew } of history) {
    const chapter = byFile.get(file);
    if (!chapter) continue;
    const day = `${file} ${at.slice(0, 10)}`;
    const known = byDay.get(day);
    byDay.set(day, { chapter, at: known && known.at > at ? known.at : at, isNew: isNew || (known?.isNew ?? false) });
  }
  return [...byDay.values()].sort(newestFirst).slice(0, most);
}

/** When each file was last edited, ISO 8601. */
export function lastEdits(history: readonly Edit[] | undefined): ReadonlyMap<string, string> {
  return new Map((history ?? []).toReversed().map(({ file, at }) => [file, at]));
}

function newestFirst(a: Change, b: Change): number {
  return Date.parse(b.at) - Date.parse(a.at);
}
