import { stringify } from 'yaml';
import { fingerprint } from '../../site/chapters/parity.ts';
import type { Language } from '../messages.ts';

/** What a new page is made from. */
export interface NewPage {
  title: Record<Language, string>;
  number: number;
  lab: string | undefined;
}

const WORDS = {
  vi: {
    description: 'Một hai câu cho thẻ và kết quả tìm kiếm: đọc xong trang này làm được gì.',
    opening: 'Bài toán trong hai ba câu: chuyện gì đang hỏng, hoặc đang thiếu.',
    goals: 'Xong trang này',
    goal: 'điều người đọc làm được',
    run: 'Chạy thử',
    look: 'Nhìn vào mã',
    clean: 'Dọn',
    note: 'Nhớ viết lại mọi câu trên trang này, rồi bản tiếng Anh, rồi chạy site:stamp.',
  },
  en: {
    description: 'A sentence or two for cards and search results: what a reader can do after this page.',
    opening: 'The problem in two or three sentences: what is broken, or missing.',
    goals: 'After this page',
    goal: 'what the reader can do',
    run: 'Try it',
    look: 'Look at the code',
    clean: 'Clean up',
    note: 'Write every sentence of this page anew, then its English version, then run site:stamp.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** A chapter in both languages, with the same structure and the English one stamped; it builds as it is. */
export function newPage({ title, number, lab }: NewPage): Record<Language, string> {
  const vi = bodyOf('vi', lab);
  const head = (language: Language) => ({
    title: title[language],
    description: WORDS[language].description,
    weight: number,
    level: 100,
    minutes: 20,
    ...(lab && { lab }),
    ...(language === 'en' && { source: fingerprint(vi) }),
  });
  const page = (language: Language, body: string) => `---\n${stringify(head(language), { lineWidth: 0 })}---\n${body}`;
  return { vi: page('vi', vi), en: page('en', bodyOf('en', lab)) };
}

function bodyOf(language: Language, lab: string | undefined): string {
  const words = WORDS[language];
  const opening = `\n${words.opening}\n\n<Notice kind="warning">${words.note}</Notice>\n\n## ${words.goals} [#goals]\n\n- ${words.goal}\n`;
  if (!lab) return opening;
  const run = (...commands: string[]) => `\`\`\`sh run\n${commands.join('\n')}\n\`\`\`\n`;
  return `${opening}
<LabFacts lab="${lab}" />

## ${words.run} [#run]

${run(`npm run lab:deploy -- ${lab}`, `npm run lab:check -- ${lab}`)}
## ${words.look} [#code]

<LabCode lab="${lab}" file="stack.ts" />

## ${words.clean} [#clean]

${run(`npm run lab:destroy -- ${lab}`)}`;
}
