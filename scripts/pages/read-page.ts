import { type ExpectedLine, missingLine } from '../../site/commands/expected-lines.ts';
import type { PageStep } from '../../site/commands/page-steps.ts';
import type { Language } from '../messages.ts';
import { type PagePlan, whyNotRun } from './page-plan.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** What a command that stays says when the page names nothing else: where it listens. */
const LISTENS: readonly ExpectedLine[] = [{ text: '…http://127.0.0.1:…', line: 0 }];

/**
 * Types what a page says, in order, once for both languages: what a command tells is shown in each and compared with each page.
 * A page with a command that chooses its words itself is typed again in English. Throws in words: page, line, command, expected and seen.
 */
export async function readPage(root: string, plan: PagePlan): Promise<void> {
  const { isForOne } = await readIn('vi', root, plan);
  if (isForOne) await readIn('en', root, plan);
}

async function readIn(language: Language, root: string, plan: PagePlan): Promise<{ isForOne: boolean }> {
  const terminal = await openTerminal(root);
  try {
    let isForOne = false;
    for (const index of plan[language].keys()) {
      const twins = { vi: plan.vi[index]!, en: plan.en[index]! };
      const asksLanguage = await typeStep(twins, language, root, terminal, isForOne);
      isForOne ||= asksLanguage;
    }
    const [fault] = terminal.faults;
    if (fault !== undefined) throw new Error(`${plan[language][0]?.file}: the cloud had a fault of its own: ${fault}`, { cause: fault });
    return { isForOne };
  } finally {
    await terminal.close();
  }
}

/** Whether one of its commands chose its words itself. */
async function typeStep(
  twins: Readonly<Record<Language, PageStep>>,
  language: Language,
  root: string,
  terminal: Terminal,
  wasForOne: boolean,
): Promise<boolean> {
  const step = twins[language];
  const seen = { vi: '', en: '' };
  let isForOne = wasForOne;
  for (const command of step.commands) {
    if (whyNotRun(root, step, command) !== undefined) continue;
    const isLast = command === step.commands.at(-1);
    if (isLast && step.stays) {
      for (const each of twins[language].expected.length > 0 ? (['vi', 'en'] as const) : [language]) {
        const lines = twins[each].expected.length > 0 ? twins[each].expected : LISTENS;
        const { output } = await terminal.typeStaying(command, each, (text) => missingLine(lines, seen[each] + text) === undefined);
        compare(twins[each], lines, seen[each] + output[each]);
      }
      return isForOne;
    }
    const typed = await terminal.type(command, language);
    seen.vi += typed.output.vi;
    seen.en += typed.output.en;
    isForOne ||= typed.isForOne;
    const mustFail = isLast && step.fails;
    if (mustFail === (typed.code !== 0)) continue;
    const ended = mustFail ? 'must fail, says the page, and it did not' : `ended with exit code ${typed.code}`;
    throw new Error(`${step.file}:${command.line}: "${command.text}" ${ended}. It printed:\n${seen[language]}`);
  }
  const isRun = step.commands.some((command) => whyNotRun(root, step, command) === undefined);
  if (isRun) for (const each of isForOne ? [language] : (['vi', 'en'] as const)) compare(twins[each], twins[each].expected, seen[each]);
  return isForOne;
}

function compare({ file, line, commands }: PageStep, expected: readonly ExpectedLine[], seen: string): void {
  const missing = missingLine(expected, seen);
  if (!missing) return;
  const typed = commands.map(({ text }) => text).join(' && ');
  throw new Error(`${file}:${missing.line || line}: the page says that "${typed}" prints\n  ${missing.text.trim()}\nIt printed:\n${seen}`);
}
