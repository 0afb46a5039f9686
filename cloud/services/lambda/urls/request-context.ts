import { functionUrlDomain } from '../../../gateway/address.ts';
import { requestTime } from '../../../gateway/context.ts';
import { headerOf } from '../../../gateway/request.ts';
import type { UrlExchange } from './front-door.ts';

/** The `requestContext` of a function URL's event. Lambda Developer Guide, "Request and response payloads". */
export function requestContext(
  { call, url, request }: UrlExchange,
  { identity }: { identity: Record<string, string | null> | undefined },
): Record<string, unknown> {
  return {
    accountId: identity ? identity.accountId : 'anonymous',
    apiId: url.id,
    ...(identity && {
      authorizer: {
        iam: {
          accessKey: identity.accessKey ?? null,
          accountId: identity.accountId,
          callerId: identity.caller,
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: identity.userArn,
          userId: identity.user,
        },
      },
    }),
    domainName: functionUrlDomain(url.id, call.region),
    domainPrefix: url.id,
    http: {
      method: request.method,
      path: request.path,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: headerOf(request.headers, 'user-agent') ?? '',
    },
    requestId: request.id,
    routeKey: '$default',
    stage: '$default',
    time: requestTime(request.receivedAt),
    timeEpoch: request.receivedAt,
  };
}
