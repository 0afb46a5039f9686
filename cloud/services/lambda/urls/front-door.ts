import { AwsError } from '../../../aws-error.ts';
import { functionUrlAddress, functionUrlDomain } from '../../../gateway/address.ts';
import { corsHeaders, isPreflight, preflightHeaders, withCors } from '../../../gateway/cors.ts';
import { iamFor } from '../../../gateway/door.ts';
import { proxyEventV2 } from '../../../gateway/proxy-event-v2.ts';
import type { GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { proxyAnswerV2 } from '../../../gateway/proxy-result-v2.ts';
import { type GatewayRequest, readRequest } from '../../../gateway/request.ts';
import type { Call } from '../../../operation.ts';
import type { Background, FrontDoor } from '../../../service.ts';
import type { HttpResponse } from '../../../wire/http.ts';
import { invokeNow } from '../Invoke.ts';
import type { Local } from '../local.ts';
import type { FunctionUrl, LambdaFunction, LambdaState } from '../state.ts';
import { admit } from './admit.ts';
import { requestContext } from './request-context.ts';

const MAX_REQUEST = 6_291_456; // bytes

/** Where requests for functions' URLs come in. Lambda Developer Guide, "Invoking Lambda function URLs". */
export const frontDoor: FrontDoor<LambdaState, Local> = {
  matches: (request) => functionUrlAddress(request) !== undefined,
  async answer(request, background, identify) {
    const { urlId, path } = functionUrlAddress(request)!;
    const found = findUrl(background, urlId);
    if (!found) return failure(404, 'ResourceNotFoundException', null);
    const { call, url } = found;
    const domain = functionUrlDomain(urlId, call.region);
    const read = await readRequest(request, { path, domain, now: call.clock.now(), random: call.random });
    const { cors } = url;
    let answer: GatewayAnswer;
    if (cors && isPreflight(read)) answer = { status: 200, headers: preflightHeaders(cors, read), cookies: [], body: '' };
    else {
      answer = await answerOf({ ...found, request: read, iam: iamFor(request, call, background, identify) });
      if (cors) answer = withCors(answer, corsHeaders(cors, read));
    }
    const headers = { ...answer.headers, 'x-amzn-requestid': read.id, 'x-amzn-trace-id': read.traceId };
    return { ...answer, headers };
  },
};

interface FoundUrl {
  call: Call<LambdaState, Local>;
  fn: LambdaFunction;
  /** An alias's name; '' is the function's own. */
  qualifier: string;
  url: FunctionUrl;
}

/** A request for a URL that exists. */
export interface UrlExchange extends FoundUrl {
  request: GatewayRequest;
  iam: ReturnType<typeof iamFor>;
}

async function answerOf(exchange: UrlExchange): Promise<GatewayAnswer> {
  const { call, fn, qualifier, request } = exchange;
  if (request.body.length > MAX_REQUEST) return failure(413, 'RequestEntityTooLargeException', 'Request Entity Too Large');
  const admitted = admit(exchange);
  if ('refused' in admitted) return failure(403, 'AccessDeniedException', admitted.refused);
  const event = proxyEventV2(request, {
    routeKey: '$default',
    rawPath: request.path,
    pathParameters: {},
    stageVariables: undefined,
    requestContext: requestContext(exchange, admitted),
  });
  try {
    const { outcome } = await invokeNow(call, fn, qualifier === '' ? undefined : qualifier, {
      requestId: request.id,
      payload: JSON.stringify(event),
      traceHeader: request.traceId,
    });
    const answer = outcome.failed ? undefined : proxyAnswerV2(outcome.payload, 'application/json');
    return answer ?? { status: 502, headers: { 'content-type': 'application/json' }, cookies: [], body: 'Internal Server Error' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isThrottled = error.code === 'TooManyRequestsException';
    return failure(isThrottled ? 429 : 502, error.code, error.message);
  }
}

/** Ids are unique over all accounts and regions. */
function findUrl(background: Background<LambdaState, Local>, urlId: string): FoundUrl | undefined {
  for (const { account, region } of background.places()) {
    const call = background.open(account, region);
    for (const fn of call.state.functions.values()) {
      for (const [qualifier, url] of fn.urls ?? []) if (url.id === urlId) return { call, fn, qualifier, url };
    }
  }
  return undefined;
}

function failure(status: number, errorType: string, Message: string | null): HttpResponse & GatewayAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': errorType };
  return { status, headers, cookies: [], body: JSON.stringify({ Message }) };
}
