import type { Credentials } from '@aws-sdk/client-sts';
import { newAccessKeyId, newSecretAccessKey } from '../../iam/access-key.ts';
import type { Call } from '../../operation.ts';
import type { Session, StsState } from './state.ts';

/** How long an expired session is remembered, so that its use is answered with ExpiredToken. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Issues temporary credentials for a principal. */
export function issueSession(call: Call<StsState>, principal: Session['principal'], seconds: number): Credentials {
  const { state, clock, random } = call;
  forgetExpired(state, clock.now());
  let accessKeyId = newAccessKeyId('ASIA', principal.account, random);
  while (state.sessions.has(accessKeyId)) accessKeyId = newAccessKeyId('ASIA', principal.account, random);
  const session: Session = {
    accessKeyId,
    secretAccessKey: newSecretAccessKey(random),
    sessionToken: `${random.text(160, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')}==`,
    principal,
    expiresAt: clock.now() + seconds * 1000,
  };
  state.sessions.set(accessKeyId, session);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expiresAt),
  };
}

function forgetExpired(state: StsState, now: number): void {
  for (const [key, { expiresAt }] of state.sessions) {
    // Reason: sessions stand in the order of their issue, so the old ones come first.
    if (expiresAt + REMEMBERED_MS > now) return;
    state.sessions.delete(key);
  }
}
