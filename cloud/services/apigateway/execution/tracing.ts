import type { Stage } from '@aws-sdk/client-api-gateway';
import type { FunctionAnswer } from '../../../gateway/invoke-function.ts';
import { bodyLength, type GatewayAnswer } from '../../../gateway/proxy-result.ts';
import { type GatewayRequest, headerOf } from '../../../gateway/request.ts';
import { flagsOf, type Segment, seconds } from '../../../tracing/segment.ts';
import { formatTraceHeader, newSegmentId, newTraceId, parseTraceHeader } from '../../../tracing/trace-header.ts';
import type { RestCall } from '../ids.ts';
import type { Exchange } from './exchange.ts';

/** A request's trace through a stage. */
export interface StageTrace {
  root: string;
  parent: string | undefined;
  sampled: boolean;
  /** The stage's segment. */
  id: string;
  /** What the stage has called so far. */
  calls: Segment[];
}

/** Begins a request's trace: its client may have decided whether it is sampled. X-Ray Developer Guide, "Amazon API Gateway". */
export function beginStageTrace(call: RestCall, apiId: string, stage: Stage, request: GatewayRequest): StageTrace {
  const { root, parent, sampled } = parseTraceHeader(request.traceId);
  return {
    root: root ?? newTraceId(request.receivedAt, call.random),
    parent,
    sampled: sampled ?? call.local.sampler.decide(`${apiId}/${stage.stageName}`, request.receivedAt, call.random),
    id: newSegmentId(call.random),
    calls: [],
  };
}

/** What the client is told. */
export function stageTraceHeader({ trace, request }: Exchange): string {
  return trace ? formatTraceHeader({ root: trace.root, parent: trace.id, sampled: trace.sampled }) : request.traceId;
}

/** A call of a function: the header that goes with it, and what to do when it has ended. Without tracing the client's header goes on. */
export function traceCall(
  { call, trace, request }: Exchange,
  functionArn: string,
): { header: string; end(answer: FunctionAnswer, startedAt: number): void } {
  if (!trace) return { header: request.traceId, end: () => {} };
  const id = newSegmentId(call.random);
  return {
    header: formatTraceHeader({ root: trace.root, parent: id, sampled: trace.sampled }),
    end(answer, startedAt) {
      const status = STATUS[answer.kind];
      const functionName = functionArn.split(':')[6] ?? functionArn;
      trace.calls.push({
        id,
        name: 'Lambda',
        namespace: 'aws',
        start_time: seconds(startedAt),
        end_time: seconds(call.clock.now()),
        http: {
          request: { method: 'POST', url: `https://lambda.${call.region}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations` },
          response: { status },
        },
        aws: { function_name: functionName, region: call.region, operation: 'Invoke', resource_names: [functionName] },
        ...flagsOf(status),
      });
    },
  };
}

/** How Lambda's answer looks to the stage. */
const STATUS: Record<FunctionAnswer['kind'], number> = { returned: 200, failed: 200, refused: 403, timeout: 504 };

/** Tells X-Ray of a request that was answered. */
export function writeTrace(exchange: Exchange, answer: GatewayAnswer): void {
  const { call, trace, request, apiId, stage, record, context } = exchange;
  if (!trace?.sampled) return;
  const userAgent = headerOf(request.headers, 'user-agent');
  const segment: Segment = {
    id: trace.id,
    trace_id: trace.root,
    ...(trace.parent !== undefined && { parent_id: trace.parent }),
    name: `${record.api.name}/${stage.stageName}`,
    start_time: seconds(request.receivedAt),
    end_time: seconds(call.clock.now()),
    http: {
      request: {
        url: `https://${context.domainName}${context.path}`,
        method: request.method,
        ...(userAgent !== undefined && { user_agent: userAgent }),
        client_ip: request.sourceIp,
      },
      response: { status: answer.status, content_length: bodyLength(answer) },
    },
    aws: { api_gateway: { account_id: call.account, rest_api_id: apiId, stage: stage.stageName, request_id: request.id } },
    annotations: { 'aws:api_id': apiId, 'aws:api_stage': stage.stageName! },
    metadata: { default: { extended_request_id: request.extendedId, request_id: request.id } },
    origin: 'AWS::ApiGateway::Stage',
    resource_arn: `arn:aws:apigateway:${call.region}::/restapis/${apiId}/stages/${stage.stageName}`,
    ...flagsOf(answer.status),
    ...(trace.calls.length > 0 && { subsegments: trace.calls }),
  };
  call.bus.publish({ type: 'tracing.SegmentWritten', account: call.account, region: call.region, segment });
}
