import type { Table } from '#labs/contract.ts';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { findCloud } from '../local-cloud.ts';
import { localized } from '../messages.ts';
import { confirmMails, type Mail, mailsAt } from '../outbox.ts';
import { UserError } from '../user-error.ts';

export const cloudMail = command({
  name: 'cloud:mail',
  summary: {
    vi: 'Email mà SNS của cloud nhúng lẽ ra đã gửi; xác nhận đăng ký',
    en: "What the embedded cloud's SNS would have sent by e-mail; confirm subscriptions",
  },
  positionals: ['address?'],
  options: { confirm: { type: 'boolean', help: 'option.confirm-mail', default: false } },
  async run({ positionals: [address], confirm }, { io, home }) {
    const running = await findCloud(home);
    if (!running) throw new UserError('mail.no-cloud', {}, ExitCode.Unreachable);
    const confirmed = confirm ? await confirmMails(running.endpoint, address) : [];
    for (const { to } of confirmed) say(io, 'mail.confirmed', { address: to });
    if (confirm && confirmed.length === 0) say(io, 'mail.nothing-to-confirm');
    const mails = ((await mailsAt(running.endpoint)) ?? []).filter(({ to }) => (address ?? to) === to);
    if (mails.length === 0) say(io, 'mail.none');
    else io.tell({ type: 'table', table: tableOf(mails) });
    if (mails.some(({ link }) => link !== undefined)) say(io, 'mail.waiting', { page: `${running.endpoint}/_workshop/outbox` });
    io.tell({ type: 'result', data: mails });
    return ExitCode.Ok;
  },
});

/** In SNS's own words, which are the same in every language. */
const STATES = { pending: 'PendingConfirmation', confirmed: 'Confirmed', gone: 'Deleted' } as const;

function tableOf(mails: readonly Mail[]): Table {
  return {
    title: localized('mail.title'),
    columns: (['mail.at', 'mail.to', 'mail.subject', 'mail.state'] as const).map((key) => localized(key)),
    rows: mails.map(({ at, to, subject, confirmation }) => ({
      cells: [at.slice(0, 19).replace('T', ' '), to, subject, confirmation === undefined ? '' : STATES[confirmation]],
    })),
  };
}
