import type { Mail } from '../cloud/services/sns/mailbox.ts';

export type { Mail };

/** The mails that the embedded cloud at an endpoint keeps, the latest first; undefined where none of ours is there. */
export async function mailsAt(endpoint: string): Promise<Mail[] | undefined> {
  const response = await fetch(`${endpoint}/_workshop/outbox.json`);
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return undefined;
  const { mails }: { mails?: Mail[] } = await response.json();
  return mails;
}

/** Does what a click on the links of those mails does that wait for one, of one address or of all. Answers with the mails. */
export async function confirmMails(endpoint: string, address?: string): Promise<Mail[]> {
  const waiting = ((await mailsAt(endpoint)) ?? []).filter(({ link, to }) => link !== undefined && (address ?? to) === to);
  for (const { link, to } of waiting) {
    const { ok, status } = await fetch(`${endpoint}${link}`);
    if (!ok) throw new Error(`ConfirmSubscription for ${to} was answered with ${status}`);
  }
  return waiting;
}
