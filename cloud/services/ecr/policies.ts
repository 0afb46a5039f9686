import type * as sdk from '@aws-sdk/client-ecr';
import { AwsError } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Call, Operation } from '../../operation.ts';
import { invalidParameter, repositoryNamed } from './repositories.ts';
import type { EcrState } from './state.ts';

/** Who may pull and push. Throws InvalidParameterException. ECR API Reference, SetRepositoryPolicy. */
export const SetRepositoryPolicy: Operation<EcrState, sdk.SetRepositoryPolicyRequest, sdk.SetRepositoryPolicyResponse> = (input, call) => {
  const repository = repositoryNamed(input.registryId, input.repositoryName, call);
  const text = input.policyText ?? '';
  checkPolicy('resource', text, 'InvalidParameterException');
  repository.policy = text;
  return { registryId: call.account, repositoryName: repository.name, policyText: text };
};

export const GetRepositoryPolicy: Operation<EcrState, sdk.GetRepositoryPolicyRequest, sdk.GetRepositoryPolicyResponse> = (input, call) =>
  policyOf(input, call);

export const DeleteRepositoryPolicy: Operation<EcrState, sdk.DeleteRepositoryPolicyRequest, sdk.DeleteRepositoryPolicyResponse> = (
  input,
  call,
) => {
  const answer = policyOf(input, call);
  delete repositoryNamed(input.registryId, input.repositoryName, call).policy;
  return answer;
};

function policyOf(input: { registryId?: string | undefined; repositoryName: string | undefined }, call: Call<EcrState>) {
  const { name, policy } = repositoryNamed(input.registryId, input.repositoryName, call);
  if (policy !== undefined) return { registryId: call.account, repositoryName: name, policyText: policy };
  throw new AwsError(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for the repository with name '${name}' in the registry with id '${call.account}'`,
  );
}

/** Which images expire. ECR API Reference, PutLifecyclePolicy. */
export const PutLifecyclePolicy: Operation<EcrState, sdk.PutLifecyclePolicyRequest, sdk.PutLifecyclePolicyResponse> = (input, call) => {
  const repository = repositoryNamed(input.registryId, input.repositoryName, call);
  const text = input.lifecyclePolicyText ?? '';
  checkLifecycle(text);
  repository.lifecycle = { text, lastEvaluatedAt: call.clock.now() };
  return { registryId: call.account, repositoryName: repository.name, lifecyclePolicyText: text };
};

export const GetLifecyclePolicy: Operation<EcrState, sdk.GetLifecyclePolicyRequest, sdk.GetLifecyclePolicyResponse> = (input, call) =>
  lifecycleOf(input, call);

export const DeleteLifecyclePolicy: Operation<EcrState, sdk.DeleteLifecyclePolicyRequest, sdk.DeleteLifecyclePolicyResponse> = (
  input,
  call,
) => {
  const answer = lifecycleOf(input, call);
  delete repositoryNamed(input.registryId, input.repositoryName, call).lifecycle;
  return answer;
};

function lifecycleOf(input: { registryId?: string | undefined; repositoryName: string | undefined }, call: Call<EcrState>) {
  const { name, lifecycle } = repositoryNamed(input.registryId, input.repositoryName, call);
  if (!lifecycle) {
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${call.account}'`,
    );
  }
  return {
    registryId: call.account,
    repositoryName: name,
    lifecyclePolicyText: lifecycle.text,
    lastEvaluatedAt: new Date(lifecycle.lastEvaluatedAt),
  };
}

function checkLifecycle(text: string): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw invalidParameter('LifecyclePolicyText', 'Lifecycle policy validation failure: the text is no JSON', cause);
  }
  const rules = typeof document === 'object' && document !== null && 'rules' in document ? document.rules : undefined;
  if (!Array.isArray(rules) || rules.length === 0) {
    throw invalidParameter(
      'LifecyclePolicyText',
      'Lifecycle policy validation failure: object has missing required properties (["rules"])',
    );
  }
  for (const rule of rules) {
    const missing = ['action', 'rulePriority', 'selection'].filter((name) => rule?.[name] === undefined);
    if (missing.length > 0) {
      throw invalidParameter(
        'LifecyclePolicyText',
        `Lifecycle policy validation failure: object has missing required properties (${JSON.stringify(missing)})`,
      );
    }
  }
}
