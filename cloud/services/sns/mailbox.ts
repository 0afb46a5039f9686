import type { Cloud } from '../../cloud.ts';
import type { HttpResponse } from '../../wire/http.ts';
import { confirmationLink } from './outbox.ts';
import type { SnsState } from './state.ts';

/** An e-mail of the outbox as a host shows it: the local cloud's page, or the panel of a browser tab. */
export interface Mail {
  id: string;
  account: string;
  region: string;
  to: string;
  from: string;
  subject: string;
  body: string;
  /** ISO 8601. */
  at: string;
  topicArn: string;
  /** Of a request for confirmation: whether the address still has to agree. `gone`: nobody is subscribed any more. */
  confirmation?: 'pending' | 'confirmed' | 'gone';
  /** Where ConfirmSubscription is asked for, from the cloud's endpoint on; only while it is pending. */
  link?: string;
}

type Looked = Pick<Cloud, 'states'>;

/** All that was written by e-mail, in every account and region, the latest first. */
export function mailsOf(cloud: Looked): Mail[] {
  const mails = [...cloud.states('sns')].flatMap(({ account, region, state }) => {
    const { outbox, subscriptions } = state as SnsState;
    return outbox.map(({ token, subscriptionArn, at, ...shown }): Mail => {
      const topicArn = subscriptionArn.split(':').slice(0, 6).join(':');
      const subscription = subscriptions.get(subscriptionArn);
      const confirmation = subscription === undefined ? 'gone' : subscription.token === undefined ? 'confirmed' : 'pending';
      return {
        ...shown,
        account,
        region,
        at: new Date(at).toISOString(),
        topicArn,
        ...(token !== undefined && { confirmation }),
        ...(token !== undefined && confirmation === 'pending' && { link: confirmationLink(topicArn, token) }),
      };
    });
  });
  return mails.reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Does what a click on the link in an e-mail does: asks the cloud, unsigned, as any client. Undefined where there is nothing to confirm. */
export async function confirmMail(cloud: Looked & Pick<Cloud, 'handle'>, id: string): Promise<HttpResponse | undefined> {
  const link = mailsOf(cloud).find((mail) => mail.id === id)?.link;
  if (link === undefined) return undefined;
  const [path = '/', rawQuery = ''] = link.split('?');
  const noBody = (async function* (): AsyncGenerator<Uint8Array> {})();
  return cloud.handle({ method: 'GET', path, query: new URLSearchParams(rawQuery), rawQuery, headers: {}, body: noBody });
}
