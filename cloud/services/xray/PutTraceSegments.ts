import type { PutTraceSegmentsRequest, PutTraceSegmentsResult, UnprocessedTraceSegment } from '@aws-sdk/client-xray';
import type { Operation } from '../../operation.ts';
import { segmentsOf, UnprocessedSegment } from './document.ts';
import type { XrayState } from './state.ts';
import { keep } from './store.ts';

/** Takes segment documents; one that is not taken does not hold up the others. X-Ray API Reference, PutTraceSegments. */
export const PutTraceSegments: Operation<XrayState, PutTraceSegmentsRequest, PutTraceSegmentsResult> = (input, call) => {
  const UnprocessedTraceSegments: UnprocessedTraceSegment[] = [];
  for (const document of input.TraceSegmentDocuments!) {
    try {
      for (const segment of segmentsOf(document)) {
        const isKept = keep(call, segment.trace_id, segment.id, JSON.stringify(segment));
        if (!isKept) throw new UnprocessedSegment('TraceTooLarge', segment.id);
      }
    } catch (error) {
      if (!(error instanceof UnprocessedSegment)) throw error;
      const { segmentId, code, message } = error;
      UnprocessedTraceSegments.push({ ...(segmentId !== undefined && { Id: segmentId }), ErrorCode: code, Message: message });
    }
  }
  return { UnprocessedTraceSegments };
};
