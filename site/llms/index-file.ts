import type { Chapter } from '../chapters/chapter.ts';
import { flat } from '../chapters/chapter.ts';
import { type Language, otherLanguage, pathOf } from '../i18n/language.ts';
import { translator } from '../i18n/translate.ts';

/** llms.txt of one language: what the workshop is, and every page with what it is about. */
export function indexFile(language: Language, chapters: readonly Chapter[], site: URL): string {
  const t = translator(language);
  const link = (text: string, path: string) => `- [${text}](${new URL(path, site).href})`;
  const page = (chapter: Chapter) => `${link(`${chapter.number} ${chapter.data.title}`, chapter.path)}: ${chapter.data.description}`;
  const [home] = chapters;
  const parts = home!.children.map((part) => `## ${part.number} ${part.data.title}\n\n${flat(part).map(page).join('\n')}\n`);
  const more = [
    link(t('llms.full'), `${home!.path}llms-full.txt`),
    link(t('llms.other'), `${pathOf(otherLanguage(language), '')}llms.txt`),
  ];
  return [
    `# ${t('site.name')}\n`,
    `> ${t('llms.summary')}\n`,
    `${home!.data.description}\n`,
    ...parts,
    `## ${t('llms.more')}\n`,
    `${more.join('\n')}\n`,
  ].join('\n');
}
