import type { Cloud } from '../../cloud.ts';
import { confirmMail, mailsOf } from '../../services/sns/mailbox.ts';
import type { HttpRequest, HttpResponse } from '../../wire/http.ts';
import { outboxPage } from './outbox-page.ts';
import { type Language, languageOf } from './outbox-words.ts';

const PATH = '/_workshop/outbox';

/** The e-mails that never left this machine: a page for a browser, JSON for others. `address` shows those to one address. */
export function outbox(cloud: Cloud, request: HttpRequest): HttpResponse {
  if (!request.headers.accept?.includes('text/html')) return outboxJson(cloud, request);
  const language = languageOf(request.query.get('lang'), request.headers['accept-language']);
  const done = request.query.get('done');
  return page(
    200,
    outboxPage({ mails: shown(cloud, request), language, path: PATH, confirmed: done === null ? undefined : done === 'yes' }),
  );
}

export function outboxJson(cloud: Cloud, request: HttpRequest): HttpResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mails: shown(cloud, request) }) };
}

/** Confirms the subscription that an e-mail asks about, then shows the outbox again. */
export async function confirm(cloud: Cloud, request: HttpRequest): Promise<HttpResponse> {
  const language: Language = languageOf(request.query.get('lang'), request.headers['accept-language']);
  const answer = await confirmMail(cloud, request.query.get('mail') ?? '');
  const done = answer?.status === 200 ? 'yes' : 'no';
  return { status: 303, headers: { location: `${PATH}?lang=${language}&done=${done}` } };
}

function shown(cloud: Cloud, { query }: HttpRequest) {
  const address = query.get('address');
  return mailsOf(cloud).filter(({ to }) => address === null || to === address);
}

/** Reason for the policy: what somebody published is text here, whatever it looks like. */
function page(status: number, body: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    },
    body,
  };
}
