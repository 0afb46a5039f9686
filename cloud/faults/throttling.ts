import { AwsError } from '../aws-error.ts';

type Spelling = readonly [code: string, message: string, status: number];

const RATE_EXCEEDED = 'Rate exceeded';
const DEFAULT: Spelling = ['ThrottlingException', RATE_EXCEEDED, 400];

/** How services that differ from the rest say that they are called too often. Each one's API Reference, "Common errors". */
const SPELLINGS: Record<string, Spelling> = {
  apigateway: ['TooManyRequestsException', 'Too Many Requests', 429],
  apigatewayv2: ['TooManyRequestsException', 'Too Many Requests', 429],
  cloudformation: ['Throttling', RATE_EXCEEDED, 400],
  cloudfront: ['Throttling', RATE_EXCEEDED, 400],
  cloudwatch: ['Throttling', RATE_EXCEEDED, 400],
  ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  iam: ['Throttling', RATE_EXCEEDED, 400],
  kinesis: ['LimitExceededException', RATE_EXCEEDED, 400],
  lambda: ['TooManyRequestsException', RATE_EXCEEDED, 429],
  organizations: [
    'TooManyRequestsException',
    'AWS Organizations is not able to process your request because too many requests were made.',
    400,
  ],
  s3: ['SlowDown', 'Please reduce your request rate.', 503],
  scheduler: ['ThrottlingException', RATE_EXCEEDED, 429],
  servicequotas: ['TooManyRequestsException', RATE_EXCEEDED, 400],
  sns: ['ThrottledException', RATE_EXCEEDED, 429],
  sqs: ['RequestThrottled', 'Request is throttled.', 403],
  sts: ['Throttling', RATE_EXCEEDED, 400],
  tag: ['ThrottledException', RATE_EXCEEDED, 400],
  xray: ['ThrottledException', RATE_EXCEEDED, 429],
};

/** The error with which a service refuses a call that came too soon. */
export function throttlingError(service: string): AwsError {
  const [code, message, status] = Object.hasOwn(SPELLINGS, service) ? SPELLINGS[service]! : DEFAULT;
  return new AwsError(code, message, { status });
}
