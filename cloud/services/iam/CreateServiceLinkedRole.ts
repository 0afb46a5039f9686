import type * as sdk from '@aws-sdk/client-iam';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { toRole } from './answers.ts';
import { missing, roleNamed } from './entities.ts';
import { entityArn, newId } from './names.ts';
import type { IamState, Role } from './state.ts';

/** The services whose linked roles are known, and what those are called. */
export const linkedRoleNames: Record<string, string | undefined> = {
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'dynamodb.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'replication.dynamodb.amazonaws.com': 'AWSServiceRoleForDynamoDBReplication',
};

/**
 * Makes the role of a service. The role stands as on AWS, but holds no policy: no service of this cloud works through
 * one. IAM API Reference, CreateServiceLinkedRole.
 */
export const CreateServiceLinkedRole: Operation<IamState, sdk.CreateServiceLinkedRoleRequest, sdk.CreateServiceLinkedRoleResponse> = (
  input,
  { state, account, clock, random },
) => {
  const service = input.AWSServiceName ?? '';
  const name = linkedRoleNames[service];
  if (name === undefined) throw notImplemented(`iam CreateServiceLinkedRole for ${service}`);
  if (input.CustomSuffix !== undefined) throw new AwsError('InvalidInput', `Custom suffix is not allowed for ${service}`);
  if (state.roles.has(name)) {
    throw new AwsError('InvalidInput', `Service role name ${name} has been taken in this account, please try a different suffix.`);
  }
  const path = `/aws-service-role/${service}/`;
  const role: Role = {
    name,
    path,
    id: newId('role', random),
    arn: entityArn('role', account, path, name),
    createdAt: clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: [],
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
    }),
    ...(input.Description !== undefined && { description: input.Description }),
    maxSessionDuration: 3_600,
    tags: new Map(),
  };
  state.roles.set(name, role);
  return { Role: toRole(role) };
};

/** Removes it at once; the task is done when it is asked about. IAM API Reference, DeleteServiceLinkedRole. */
export const DeleteServiceLinkedRole: Operation<IamState, sdk.DeleteServiceLinkedRoleRequest, sdk.DeleteServiceLinkedRoleResponse> = (
  input,
  { state, random },
) => {
  const role = roleNamed(state, input.RoleName);
  if (!role.path.startsWith('/aws-service-role/')) missing(`The role with name ${role.name} cannot be found.`);
  state.roles.delete(role.name);
  return { DeletionTaskId: `task${role.path}${role.name}/${random.uuid()}` };
};

export const GetServiceLinkedRoleDeletionStatus: Operation<
  IamState,
  sdk.GetServiceLinkedRoleDeletionStatusRequest,
  sdk.GetServiceLinkedRoleDeletionStatusResponse
> = ({ DeletionTaskId: task = '' }, { state }) => {
  const name = task.split('/').at(-2) ?? '';
  if (!task.startsWith('task/aws-service-role/') || state.roles.has(name)) missing(`Deletion task ${task} cannot be found.`);
  return { Status: 'SUCCEEDED' };
};
