import { createCssVariablesTheme, createHighlighter, type Highlighter } from 'shiki';

/** A run of characters of one kind; `kind` names the class that colours it. */
export interface Token {
  text: string;
  kind: string | undefined;
}
export type Line = readonly Readonly<Token>[];

/** The colours are the style sheet's, per theme: a token carries only its kind, so pages need no inline styles. */
const theme = createCssVariablesTheme({ name: 'kinds', variablePrefix: '--', variableDefaults: {}, fontStyle: false });

const languages = { ts: 'typescript', json: 'json', sh: 'shellscript', yaml: 'yaml', html: 'html', text: 'text' } as const;
type CodeLanguage = keyof typeof languages;

const highlighter = once((): Promise<Highlighter> => createHighlighter({ themes: [theme], langs: Object.values(languages) }));

/** What was coloured: the same code stands on its page, in both languages and in print. */
const coloured = new Map<string, Promise<readonly Line[]>>();

/** Splits code into coloured lines. Throws for a language the site does not know. */
export function highlight(code: string, language: string): Promise<readonly Line[]> {
  const key = `${language} ${code}`;
  const lines = coloured.get(key) ?? colour(code, language);
  coloured.set(key, lines);
  return lines;
}

async function colour(code: string, language: string): Promise<readonly Line[]> {
  if (!isKnown(language)) throw new Error(`no highlighting for "${language}". Known: ${Object.keys(languages).join(', ')}`);
  // Reason: without a limit a busy machine colours a page like an idle one.
  const { tokens } = (await highlighter()).codeToTokens(code, { lang: languages[language], theme: 'kinds', tokenizeTimeLimit: 0 });
  return tokens.map((line) => merged(line.map(({ content, color }) => ({ text: content, kind: kindOf(color) }))));
}

/** Lines as HTML: one `<span class="line">` each, so that a line can be marked or prefixed by the style sheet; `numbers` are its lines in its file. */
export function toHtml(lines: readonly Line[], classOf: (index: number) => string = () => '', numbers?: readonly number[]): string {
  return lines
    .map((line, index) => {
      const body = line.map(({ text, kind }) => (kind ? `<span class="${kind}">${escaped(text)}</span>` : escaped(text))).join('');
      const number = numbers ? ` data-line="${numbers[index]}"` : '';
      return `<span class="${`line ${classOf(index)}`.trim()}"${number}>${body}\n</span>`;
    })
    .join('');
}

export function languageOfFile(file: string): string {
  return file.split('.').at(-1)!;
}

function once<Value>(make: () => Value): () => Value {
  const made: Value[] = [];
  return () => (made[0] ??= make());
}

function isKnown(language: string): language is CodeLanguage {
  return Object.hasOwn(languages, language);
}

function kindOf(color: string | undefined): string | undefined {
  const kind = /--token-([a-z-]+)/.exec(color ?? '')?.[1];
  return kind && `k-${kind}`;
}

function merged(line: Line): Line {
  const result: Token[] = [];
  for (const token of line) {
    const last = result.at(-1);
    if (last && (last.kind === token.kind || token.text.trim() === '')) last.text += token.text;
    else result.push({ ...token });
  }
  return result;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
