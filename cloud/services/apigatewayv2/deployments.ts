import type {
  CreateDeploymentRequest,
  CreateDeploymentResponse,
  DeleteDeploymentRequest,
  Deployment,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  GetDeploymentsResponse,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../operation.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, found, type HttpCall, newId, page } from './records.ts';
import type { HttpApiRecord, HttpApisState } from './state.ts';

/** Takes a copy of the API as it is now. */
export function deploy(call: HttpCall, record: HttpApiRecord, more: Partial<Deployment>): Deployment {
  const deployment: Deployment = {
    DeploymentId: newId(call.random, 6),
    AutoDeployed: false,
    CreatedDate: new Date(call.clock.now()),
    DeploymentStatus: 'DEPLOYED',
    ...more,
  };
  record.deployments.set(deployment.DeploymentId!, { deployment, definition: structuredClone(record.draft) });
  return deployment;
}

/** Brings stages that deploy by themselves to the API as it is now. Deployments of that kind which no stage uses any more go. */
export function deployAutomatically(call: HttpCall, record: HttpApiRecord): void {
  const automatic = [...record.stages.values()].filter(({ AutoDeploy }) => AutoDeploy);
  if (automatic.length === 0) return;
  for (const stage of automatic) {
    const { DeploymentId } = deploy(call, record, {
      AutoDeployed: true,
      Description: `Automatic deployment triggered by changes to the Api configuration`,
    });
    stage.DeploymentId = DeploymentId;
    stage.LastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${DeploymentId}'`;
    stage.LastUpdatedDate = new Date(call.clock.now());
  }
  const used = new Set([...record.stages.values()].map(({ DeploymentId }) => DeploymentId));
  for (const [id, { deployment }] of record.deployments) if (deployment.AutoDeployed && !used.has(id)) record.deployments.delete(id);
}

/** Throws BadRequestException. API Gateway V2 API Reference, CreateDeployment. */
export const CreateDeployment: Operation<HttpApisState, CreateDeploymentRequest, CreateDeploymentResponse, Local> = (input, call) => {
  const record = apiOf(call, input.ApiId);
  if (record.draft.routes.size === 0) throw badRequest('At least one route is required before deploying the Api.');
  const stage = input.StageName === undefined ? undefined : found(record.stages, input.StageName, 'Stage');
  if (stage?.AutoDeploy) throw badRequest('Deployment ID cannot be updated for stages with autoDeploy enabled.');
  const deployment = deploy(call, record, { ...(input.Description !== undefined && { Description: input.Description }) });
  if (stage) stage.DeploymentId = deployment.DeploymentId;
  return structuredClone(deployment);
};

export const GetDeployment: Operation<HttpApisState, GetDeploymentRequest, Deployment, Local> = (input, call) =>
  structuredClone(found(apiOf(call, input.ApiId).deployments, input.DeploymentId, 'Deployment').deployment);

export const GetDeployments: Operation<HttpApisState, GetDeploymentsRequest, GetDeploymentsResponse, Local> = (input, call) =>
  page(
    [...apiOf(call, input.ApiId).deployments.values()].map(({ deployment }) => deployment),
    input,
  );

export const UpdateDeployment: Operation<HttpApisState, UpdateDeploymentRequest, Deployment, Local> = (input, call) => {
  const { deployment } = found(apiOf(call, input.ApiId).deployments, input.DeploymentId, 'Deployment');
  if (input.Description !== undefined) deployment.Description = input.Description;
  return structuredClone(deployment);
};

export const DeleteDeployment: Operation<HttpApisState, DeleteDeploymentRequest, void, Local> = (input, call) => {
  const { deployments, stages } = apiOf(call, input.ApiId);
  found(deployments, input.DeploymentId, 'Deployment');
  if ([...stages.values()].some(({ DeploymentId }) => DeploymentId === input.DeploymentId)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  deployments.delete(input.DeploymentId!);
};
