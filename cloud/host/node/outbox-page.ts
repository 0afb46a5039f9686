import type { Mail } from '../../services/sns/mailbox.ts';
import { type Language, words } from './outbox-words.ts';

export interface OutboxPage {
  mails: readonly Mail[];
  language: Language;
  /** Of the page itself. */
  path: string;
  /** What became of a click on a confirmation; undefined where there was none. */
  confirmed: boolean | undefined;
}

/** The outbox as a page of its own: no script, no request beyond itself. */
export function outboxPage({ mails, language, path, confirmed }: OutboxPage): string {
  const said = words[language];
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const addresses = [...new Set(mails.map(({ to }) => to))];
  const sections = addresses.map((address, index) => {
    const items = mails.filter(({ to }) => to === address).map((mail) => article(mail, language, path));
    const id = `address-${index}`;
    return `<section aria-labelledby="${id}"><h2 id="${id}"><span>${said.to}</span> ${text(address)}</h2>${items.join('')}</section>`;
  });
  const status = confirmed === undefined ? '' : `<p role="status">${confirmed ? said.done : said.failed}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said.title} · Xưởng Mây</title>
<style>${STYLE}</style>
</head>
<body>
<header><p>Xưởng Mây</p><nav><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${said.other}</a></nav></header>
<main>
<h1>${said.title}</h1>
<p>${said.intro}</p>
${status}
${sections.join('\n') || `<p>${said.none}</p>`}
</main>
</body>
</html>
`;
}

function article(mail: Mail, language: Language, path: string): string {
  const said = words[language];
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(mail.at));
  const href = `${path}/confirm?${new URLSearchParams({ mail: mail.id, lang: language })}`;
  const state = mail.confirmation && `<p class="state" data-state="${mail.confirmation}">${said[mail.confirmation]}</p>`;
  const action = mail.link === undefined ? '' : `<p><a class="action" href="${text(href)}">${said.confirm}</a></p>`;
  // Reason: the link in the text leads to bare XML; the one below it does the same and comes back here.
  return `<article>
<h3>${text(mail.subject)}</h3>
<dl><dt>${said.from}</dt><dd>${text(mail.from)}</dd><dt>${said.topic}</dt><dd>${text(mail.topicArn)}</dd></dl>
<p><time datetime="${mail.at}">${text(at)}</time></p>
<pre tabindex="0">${text(mail.body)}</pre>
${state ?? ''}${action}
</article>`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d2733, #e8ecf1); --soft: light-dark(#51606f, #a9b6c3); --line: light-dark(#d5dce3, #38444f);
  --paper: light-dark(#fbfaf7, #14191e); --sheet: light-dark(#fff, #1b2228); --deep: light-dark(#0b5d6b, #6fd0df); --good: light-dark(#176b3a, #7fd6a0); }
body { margin: 0; font: 1rem/1.6 "Be Vietnam Pro", system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem 1.2rem; border-bottom: 1px solid var(--line); }
header p { margin: 0; font-weight: 600; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.2rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.35; margin: .6rem 0; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .6rem; overflow-wrap: anywhere; }
h2 span { color: var(--soft); font-weight: 400; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; margin: 0 0 .9rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .8rem; margin: 0; font-size: .9rem; }
dt, time { color: var(--soft); font-size: .9rem; }
dd { margin: 0; overflow-wrap: anywhere; }
article p { margin: .4rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 20rem; overflow: auto; margin: .6rem 0; font: .88rem/1.5 ui-monospace, monospace; }
a { color: var(--deep); }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
.action { display: inline-block; padding: .55rem 1rem; border-radius: .4rem; background: var(--deep); color: var(--sheet); text-decoration: none; font-weight: 600; }
.state { font-weight: 600; color: var(--soft); }
[data-state="confirmed"], [role="status"] { color: var(--good); }
[role="status"] { border-inline-start: 4px solid currentColor; padding-inline-start: .8rem; font-weight: 600; }
`;
