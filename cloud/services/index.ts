import type { Service } from '../service.ts';
import { apigateway } from './apigateway/service.ts';
import { apigatewayv2 } from './apigatewayv2/service.ts';
import { budgets } from './budgets/service.ts';
import { cloudformation } from './cloudformation/service.ts';
import { cloudfront } from './cloudfront/service.ts';
import { cloudwatch } from './cloudwatch/service.ts';
import { dynamodb } from './dynamodb/service.ts';
import { ecr } from './ecr/service.ts';
import { events } from './events/service.ts';
import { iam } from './iam/service.ts';
import { kinesis } from './kinesis/service.ts';
import { lambda } from './lambda/service.ts';
import { logs } from './logs/service.ts';
import { organizations } from './organizations/service.ts';
import { s3 } from './s3/service.ts';
import { scheduler } from './scheduler/service.ts';
import { secretsmanager } from './secretsmanager/service.ts';
import { servicequotas } from './servicequotas/service.ts';
import { sns } from './sns/service.ts';
import { sqs } from './sqs/service.ts';
import { ssm } from './ssm/service.ts';
import { states } from './states/service.ts';
import { sts } from './sts/service.ts';
import { tag } from './tag/service.ts';
import { xray } from './xray/service.ts';

/** Every service of the embedded cloud, one line each. */
// biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one list; each is typed where it is defined.
export const services: readonly Service<any, any>[] = [
  apigateway,
  apigatewayv2,
  dynamodb,
  budgets,
  cloudformation,
  cloudwatch,
  cloudfront,
  ecr,
  events,
  iam,
  kinesis,
  lambda,
  logs,
  organizations,
  s3,
  scheduler,
  secretsmanager,
  servicequotas,
  sns,
  sqs,
  ssm,
  states,
  sts,
  tag,
  xray,
];
