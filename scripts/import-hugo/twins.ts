import type { FrontMatter } from '../../site/chapters/front-matter.ts';
import type { Language } from '../messages.ts';
import type { Placed } from './place.ts';

/** Why two languages of a page need not have the same structure, in each. */
export const WHY_UNPAIRED = {
  untranslated: {
    vi: 'Nhập từ một workshop Hugo chỉ có một ngôn ngữ ở trang này.',
    en: 'Imported from a Hugo workshop that has this page in one language only.',
  },
  different: {
    vi: 'Nhập từ một workshop Hugo mà hai ngôn ngữ của trang này không cùng cấu trúc.',
    en: 'Imported from a Hugo workshop whose languages of this page differ in structure.',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** What each language is called in a message. */
export const LANGUAGE_NAMES = {
  vi: { vi: 'tiếng Việt', en: 'Vietnamese' },
  en: { vi: 'tiếng Anh', en: 'English' },
} as const satisfies Record<Language, Record<Language, string>>;

const WORDS = {
  vi: {
    description: 'Trang này chưa được dịch sang tiếng Việt. Bản tiếng Anh thì đã có.',
    title: 'Chưa được dịch',
    body: 'Trang này chưa có bản tiếng Việt. Nút đổi ngôn ngữ ở đầu trang dẫn tới bản tiếng Anh.',
    section: 'Workshop gốc không có trang mở đầu cho phần này; bên dưới là các trang của nó.',
    sectionBody: 'Workshop gốc không có trang mở đầu cho phần này.',
  },
  en: {
    description: 'This page is not translated into English yet. The Vietnamese one is there.',
    title: 'Not translated yet',
    body: 'There is no English version of this page yet. The language switch at the top of the page leads to the Vietnamese one.',
    section: 'The original workshop has no page of its own for this section; its pages are below.',
    sectionBody: 'The original workshop has no page of its own for this section.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The page that stands where a translation is missing and says so, or where the workshop has no page at all. */
export function placeholderTwin(placed: Placed, language: Language, other: FrontMatter | undefined): { head: FrontMatter; body: string } {
  const words = WORDS[language];
  const name = placed.folder.split('/').at(-1)!.replace(/^\d+-/, '').replaceAll('-', ' ');
  const title = other?.title ?? (name ? `${name[0]!.toUpperCase()}${name.slice(1)}` : 'Workshop');
  const head: FrontMatter = {
    title,
    description: other ? words.description : words.section,
    weight: placed.number,
    chapter: other?.chapter ?? false,
  };
  const cards = placed.children.length > 0 ? '\n\n<Cards />' : '';
  const said = other ? `<Notice kind="warning" title="${words.title}">\n${words.body}\n</Notice>` : words.sectionBody;
  return { head, body: `${said}${cards}\n` };
}
