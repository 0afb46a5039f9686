import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
  GetLayerVersionPolicyRequest,
  GetLayerVersionPolicyResponse,
  RemoveLayerVersionPermissionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, refuseMembers } from '../../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../../constraints.ts';
import type { Call, Operation } from '../../../operation.ts';
import type { Local } from '../local.ts';
import { policyDocument, principalOf } from '../permissions.ts';
import type { LambdaState, LayerVersion, PolicyStatement } from '../state.ts';
import { checkRevision } from '../UpdateFunctionCode.ts';
import { layerArnOf, layerAt } from './layer-name.ts';

/** Lets another account, or everybody, use a layer version. Throws ResourceConflictException. Lambda API Reference, AddLayerVersionPermission. */
export const AddLayerVersionPermission: Operation<
  LambdaState,
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
  Local
> = (input, call) => {
  refuseMembers('lambda AddLayerVersionPermission', input, ['OrganizationId']);
  refuseViolations('ValidationException', [
    lengthWithin('statementId', input.StatementId, 1, 100),
    matching('statementId', input.StatementId, '([a-zA-Z0-9-_]+)'),
    matching('action', input.Action, 'lambda:GetLayerVersion'),
    matching('principal', input.Principal, '\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root'),
  ]);
  const version = existing(call, input);
  checkRevision(version.policy?.revisionId ?? '', input.RevisionId);
  if (version.policy?.statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement: PolicyStatement = {
    Sid: input.StatementId!,
    Effect: 'Allow',
    Principal: principalOf(input.Principal!),
    Action: input.Action!,
    Resource: layerArnOf(call, input.LayerName!, input.VersionNumber),
  };
  version.policy = { statements: [...(version.policy?.statements ?? []), statement], revisionId: call.random.uuid() };
  return { Statement: JSON.stringify(statement), RevisionId: version.policy.revisionId };
};

export const RemoveLayerVersionPermission: Operation<LambdaState, RemoveLayerVersionPermissionRequest, void, Local> = (input, call) => {
  const version = existing(call, input);
  const { policy } = version;
  if (!policy) throw new AwsError('ResourceNotFoundException', 'No policy is associated with the given resource.');
  checkRevision(policy.revisionId, input.RevisionId);
  const statements = policy.statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (statements.length === policy.statements.length) {
    throw new AwsError('ResourceNotFoundException', `Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (statements.length === 0) delete version.policy;
  else version.policy = { statements, revisionId: call.random.uuid() };
};

export const GetLayerVersionPolicy: Operation<LambdaState, GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse, Local> = (
  input,
  call,
) => {
  const { policy } = existing(call, input);
  if (!policy) throw new AwsError('ResourceNotFoundException', 'No policy is associated with the given resource.');
  return { Policy: policyDocument(policy.statements), RevisionId: policy.revisionId };
};

function existing(call: Call<LambdaState, Local>, { LayerName, VersionNumber }: GetLayerVersionPolicyRequest): LayerVersion {
  const version = layerAt(call, LayerName!).layer?.versions.get(VersionNumber!);
  if (version) return version;
  throw new AwsError('ResourceNotFoundException', `Layer version ${layerArnOf(call, LayerName!, VersionNumber)} does not exist.`, {
    members: { Type: 'User' },
  });
}
