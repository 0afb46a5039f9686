import type {
  DescribeEndpointsRequest,
  DescribeEndpointsResponse,
  DescribeLimitsInput,
  DescribeLimitsOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';

/** AWS's default quotas. API Reference, DescribeLimits. */
export const DescribeLimits: Operation<DynamoDbState, DescribeLimitsInput, DescribeLimitsOutput, DynamoDbLocal> = () => ({
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
});

/** This cloud's own address, for a day. API Reference, DescribeEndpoints. */
export const DescribeEndpoints: Operation<DynamoDbState, DescribeEndpointsRequest, DescribeEndpointsResponse, DynamoDbLocal> = (
  _input,
  call,
) => ({
  Endpoints: [{ Address: call.endpoint.replace(/^https?:\/\//, ''), CachePeriodInMinutes: 1440 }],
});
