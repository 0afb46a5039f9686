import { AwsError } from '../aws-error.ts';
import type { AccessCheck, Call } from '../operation.ts';
import { type Principal, principalArn } from '../principal.ts';
import type { Background, Identify } from '../service.ts';
import type { HttpRequest } from '../wire/http.ts';
import { scopeOf } from '../wire/signature.ts';

/** What both kinds of APIs keep in their state: APIs by id. */
interface ApisState {
  apis: ReadonlyMap<string, unknown>;
}
interface PlacesLocal {
  /** Where an API was found last: ids are unique over all accounts and regions. */
  places: Map<string, { account: string; region: string }>;
}

/** A call in the account and region that an API lives in: asked of all, and remembered. Undefined where there is none. */
export function callForApi<State extends ApisState, Local extends PlacesLocal>(
  background: Background<State, Local>,
  apiId: string,
): Call<State, Local> | undefined {
  const { places } = background.local;
  const known = places.get(apiId);
  for (const place of known ? [known, ...background.places()] : background.places()) {
    const call = background.open(place.account, place.region);
    if (!call.state.apis.has(apiId)) continue;
    places.set(apiId, place);
    return call;
  }
  places.delete(apiId);
  return undefined;
}

/** Who signed a request, and what they may do. */
export interface Iam {
  /** Undefined for an unsigned request. Throws AwsError for a signature of nobody. */
  signer(): Principal | undefined;
  /** Throws AwsError. */
  authorizeAs(principal: Principal, check: AccessCheck): void;
}

export function iamFor<State, Local>(
  request: HttpRequest,
  { account, region }: { account: string; region: string },
  background: Background<State, Local>,
  identify: Identify,
): Iam {
  return {
    signer() {
      const scope = scopeOf(request);
      return scope && identify(scope.signature);
    },
    authorizeAs: (principal, check) => background.open(account, region, principal).authorize(check),
  };
}

/** What became of a request that must be allowed something. */
export type IamOutcome =
  | { kind: 'allowed'; identity: Record<string, string | null> }
  | { kind: 'unsigned' }
  | { kind: 'invalid'; code: string; message: string }
  | { kind: 'denied'; message: string };

/** Asks for `execute-api:Invoke`. */
export function askIam(iam: Iam, resource: string): IamOutcome {
  return askIamFor(iam, [{ action: 'execute-api:Invoke', resource }]);
}

/** Asks whether the signer may do all of this. */
export function askIamFor({ signer, authorizeAs }: Iam, checks: readonly AccessCheck[]): IamOutcome {
  let principal: Principal | undefined;
  try {
    principal = signer();
  } catch (error) {
    if (error instanceof AwsError) return { kind: 'invalid', code: error.code, message: error.message };
    throw error;
  }
  if (!principal) return { kind: 'unsigned' };
  try {
    for (const check of checks) authorizeAs(principal, check);
  } catch (error) {
    if (error instanceof AwsError) return { kind: 'denied', message: error.message };
    throw error;
  }
  const accountId = 'account' in principal ? principal.account : null;
  const user =
    principal.type === 'user'
      ? principal.userId
      : principal.type === 'assumed-role'
        ? `${principal.roleId}:${principal.sessionName}`
        : accountId;
  return { kind: 'allowed', identity: { accountId, caller: user, user, userArn: principalArn(principal) } };
}
