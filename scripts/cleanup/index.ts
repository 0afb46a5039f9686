import { ApiKey } from './AWS-ApiGateway-ApiKey.ts';
import { RestApi } from './AWS-ApiGateway-RestApi.ts';
import { UsagePlan } from './AWS-ApiGateway-UsagePlan.ts';
import { HttpApi } from './AWS-ApiGatewayV2-Api.ts';
import { Stack } from './AWS-CloudFormation-Stack.ts';
import { CachePolicy } from './AWS-CloudFront-CachePolicy.ts';
import { Distribution } from './AWS-CloudFront-Distribution.ts';
import { OriginAccessControl } from './AWS-CloudFront-OriginAccessControl.ts';
import { ResponseHeadersPolicy } from './AWS-CloudFront-ResponseHeadersPolicy.ts';
import { Alarm } from './AWS-CloudWatch-Alarm.ts';
import { Table } from './AWS-DynamoDB-Table.ts';
import { ElasticIp } from './AWS-EC2-EIP.ts';
import { NetworkInterface } from './AWS-EC2-NetworkInterface.ts';
import { Snapshot } from './AWS-EC2-Snapshot.ts';
import { Repository } from './AWS-ECR-Repository.ts';
import { Archive } from './AWS-Events-Archive.ts';
import { Rule } from './AWS-Events-Rule.ts';
import { InstanceProfile } from './AWS-IAM-InstanceProfile.ts';
import { ManagedPolicy } from './AWS-IAM-ManagedPolicy.ts';
import { Role } from './AWS-IAM-Role.ts';
import { User } from './AWS-IAM-User.ts';
import { Stream } from './AWS-Kinesis-Stream.ts';
import { EventSourceMapping } from './AWS-Lambda-EventSourceMapping.ts';
import { LambdaFunction } from './AWS-Lambda-Function.ts';
import { LayerVersion } from './AWS-Lambda-LayerVersion.ts';
import { LogGroup } from './AWS-Logs-LogGroup.ts';
import { Bucket } from './AWS-S3-Bucket.ts';
import { Schedule } from './AWS-Scheduler-Schedule.ts';
import { Secret } from './AWS-SecretsManager-Secret.ts';
import { Topic } from './AWS-SNS-Topic.ts';
import { Queue } from './AWS-SQS-Queue.ts';
import { Parameter } from './AWS-SSM-Parameter.ts';
import { StateMachine } from './AWS-StepFunctions-StateMachine.ts';
import type { CleanUp } from './clean-up.ts';

/** Every type that is looked for and cleaned up, one line each. */
export const cleanUps: readonly CleanUp[] = [
  Alarm,
  ApiKey,
  Archive,
  Bucket,
  CachePolicy,
  Distribution,
  ElasticIp,
  EventSourceMapping,
  HttpApi,
  InstanceProfile,
  LambdaFunction,
  LayerVersion,
  LogGroup,
  ManagedPolicy,
  NetworkInterface,
  OriginAccessControl,
  Parameter,
  Queue,
  Repository,
  ResponseHeadersPolicy,
  RestApi,
  Role,
  Rule,
  Schedule,
  Secret,
  Snapshot,
  Stack,
  StateMachine,
  Stream,
  Table,
  Topic,
  UsagePlan,
  User,
];

export const cleanUpOf: ReadonlyMap<string, CleanUp> = new Map(cleanUps.map((cleanUp) => [cleanUp.type, cleanUp]));

/** The types in the order in which they are deleted: each after all that its `after` names. Throws where they go round in a circle. */
export function deletionOrder(of: readonly CleanUp[] = cleanUps): CleanUp[] {
  const ordered: CleanUp[] = [];
  let waiting = [...of].sort((a, b) => (a.type < b.type ? -1 : 1));
  while (waiting.length > 0) {
    const types = new Set(waiting.map(({ type }) => type));
    const free = waiting.filter(({ after }) => !after.some((type) => types.has(type)));
    if (free.length === 0) throw new Error(`Deletion goes round in a circle: ${[...types].join(', ')}`);
    ordered.push(...free);
    waiting = waiting.filter((cleanUp) => !free.includes(cleanUp));
  }
  return ordered;
}

/** The type and id behind an ARN; undefined for an ARN of a type that is not looked for. */
export function resourceOf(arn: string, endpoint?: string): { cleanUp: CleanUp; id: string } | undefined {
  for (const cleanUp of cleanUps) {
    const id = cleanUp.idOf(arn, endpoint);
    if (id !== undefined) return { cleanUp, id };
  }
  return undefined;
}
