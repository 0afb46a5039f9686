import type { Mail } from '../../../../cloud/services/sns/mailbox.ts';
import type { ViewContext } from '../context.ts';
import { el } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { pretty } from '../pretty.ts';
import { wear } from '../style-sheet.ts';
import type { ViewKey } from '../words.ts';
import css from './mails.css?inline';
import type { Filled } from './views.ts';

const STATES: Record<NonNullable<Mail['confirmation']>, ViewKey> = {
  pending: 'mails.pending',
  confirmed: 'mails.confirmed',
  gone: 'mails.gone',
};

/** What SNS would have sent by e-mail, the latest first; a request to confirm can be agreed to. */
export function mailsView({ runner, t, language }: ViewContext): Filled {
  wear(css);
  const said = el('p', { role: 'status', class: 'part' });
  const list = el('div', { class: 'mails' });
  /** Mails never change once they are written, but for their confirmation. */
  let known = '';
  const look = async () => {
    const mails = await runner.mails();
    const now = mails.map(({ id, confirmation }) => `${id} ${confirmation}`).join();
    if (now === known && list.children.length > 0) return;
    known = now;
    list.replaceChildren(...(mails.length === 0 ? [el('p', { class: 'none' }, t('mails.none'))] : mails.map(mailOf)));
  };
  const confirm = async (id: string, to: string) => {
    const isDone = await runner.confirmMail(id);
    said.textContent = t(isDone ? 'mails.done' : 'mails.failed', { address: to });
    await look();
    // Reason: the button that had the focus is gone with the mail's question.
    said.tabIndex = -1;
    said.focus();
  };
  const mailOf = ({ id, to, from, subject, body, at, confirmation, link }: Mail) =>
    el(
      'article',
      { 'aria-label': `${subject}, ${to}` },
      el('p', { class: 'subject' }, subject),
      el(
        'p',
        { class: 'none' },
        `${from} → ${to} · `,
        el('time', { datetime: at }, new Date(at).toLocaleTimeString(language, { hour12: false })),
      ),
      el('pre', { tabindex: '0' }, pretty(body)),
      confirmation && el('p', { class: 'none', 'data-state': confirmation }, t(STATES[confirmation])),
      link === undefined
        ? undefined
        : el('button', { type: 'button', class: 'strong', click: () => void confirm(id, to) }, t('mails.confirm')),
    );
  return { element: el('div', {}, el('p', { class: 'none' }, t('mails.note')), said, list), shown: lookingAgain(runner, look) };
}
