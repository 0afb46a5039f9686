import type { Nodes } from 'mdast';
import { lineOf, nodesBelow } from './markdown.ts';
import type { Tell } from './report.ts';

/** The languages a page can colour, by what authors call them. */
const LANGUAGES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    sh: 'sh bash shell zsh console shellscript shell-session terminal powershell ps1 pwsh cmd bat',
    ts: 'ts tsx typescript js jsx javascript mjs node',
    json: 'json jsonc json5',
    yaml: 'yaml yml',
    html: 'html xml svg vue',
    text: 'text txt plain plaintext',
  }).flatMap(([language, names]) => names.split(' ').map((name) => [name, language])),
);

/** Names the languages of fences as this site does. A language without colours is text; words after it, which mean something else here, go. */
export function nameLanguages(root: Nodes, tell: Tell): void {
  for (const node of nodesBelow(root)) {
    if (node.type !== 'code') continue;
    const written = [node.lang, node.meta].filter(Boolean).join(' ');
    const name = (node.lang ?? '').toLowerCase().replace(/^\{?\.?|[{,:].*$|\}$/g, '');
    const language = name === '' ? 'text' : (LANGUAGES[name] ?? 'text');
    if (name === 'mermaid') tell('import.diagram', lineOf(node), { what: written });
    else if (written !== '' && written !== language) tell('import.fence', lineOf(node), { what: written, into: language });
    node.lang = language;
    node.meta = null;
  }
}
