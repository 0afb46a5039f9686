import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  Deployment,
  Deployments,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-api-gateway';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, copy, found, newId } from './ids.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import { patched } from './patch.ts';
import { newStage } from './stages.ts';
import type { ApiRecord, Definition, DeploymentRecord, RestApisState } from './state.ts';

const MISSING = 'Invalid Deployment identifier specified';

/** Takes a copy of the API as it is now; with a stage name, puts it on that stage. Throws BadRequestException. API Gateway API Reference, CreateDeployment. */
export const CreateDeployment: Operation<RestApisState, CreateDeploymentRequest, Deployment, Local> = (input, call) => {
  refuseMembers('apigateway CreateDeployment', input, ['cacheClusterSize', 'canarySettings']);
  const record = apiOf(call, input.restApiId);
  checkDeployable(record.draft);
  const deployment: DeploymentRecord = {
    id: newId(call.random, 6),
    description: input.description,
    createdDate: new Date(call.clock.now()),
    definition: copy(record.draft),
  };
  if (input.stageName !== undefined) deployTo(record, deployment, input, call.clock.now());
  record.deployments.set(deployment.id, deployment);
  return told(deployment, input.stageName === undefined);
};

function deployTo(record: ApiRecord, { id }: DeploymentRecord, input: CreateDeploymentRequest, now: number): void {
  const { stageName, stageDescription, variables, cacheClusterEnabled, tracingEnabled } = input;
  const existing = record.stages.get(stageName!);
  if (existing) {
    Object.assign(existing, { deploymentId: id, lastUpdatedDate: new Date(now), ...(variables && { variables }) });
    return;
  }
  const stage = newStage(
    { stageName: stageName!, deploymentId: id, description: stageDescription, variables, cacheClusterEnabled, tracingEnabled },
    now,
  );
  record.stages.set(stageName!, stage);
}

function checkDeployable({ resources }: Definition): void {
  const methods = [...resources.values()].flatMap((resource) => [...resource.methods.values()]);
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => !methodIntegration)) throw badRequest('No integration defined for method');
}

export const GetDeployment: Operation<RestApisState, GetDeploymentRequest, Deployment, Local> = (input, call) =>
  told(found(apiOf(call, input.restApiId).deployments, input.deploymentId, MISSING), input.embed?.includes('apisummary') ?? false);

export const GetDeployments: Operation<RestApisState, GetDeploymentsRequest, Deployments, Local> = (input, call) =>
  page(
    [...apiOf(call, input.restApiId).deployments.values()].map((deployment) => told(deployment, false)),
    input,
  );

export const UpdateDeployment: Operation<RestApisState, UpdateDeploymentRequest, Deployment, Local> = (input, call) => {
  const deployment = found(apiOf(call, input.restApiId).deployments, input.deploymentId, MISSING);
  const { description } = patched({ description: deployment.description }, input.patchOperations, {
    '/description': (target, value) => {
      target.description = value;
    },
  });
  deployment.description = description;
  return told(deployment, false);
};

export const DeleteDeployment: Operation<RestApisState, DeleteDeploymentRequest, void, Local> = (input, call) => {
  const { deployments, stages } = apiOf(call, input.restApiId);
  const { id } = found(deployments, input.deploymentId, MISSING);
  if ([...stages.values()].some(({ deploymentId }) => deploymentId === id)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  deployments.delete(id);
};

function told({ id, description, createdDate, definition }: DeploymentRecord, withSummary: boolean): Deployment {
  return { id, ...(description !== undefined && { description }), createdDate, ...(withSummary && { apiSummary: summary(definition) }) };
}

function summary({ resources }: Definition): Deployment['apiSummary'] {
  const withMethods = [...resources.values()].filter(({ methods }) => methods.size > 0);
  return Object.fromEntries(
    withMethods.map(({ path, methods }) => [
      path,
      Object.fromEntries(
        [...methods].map(([name, { authorizationType, apiKeyRequired }]) => [
          name,
          { authorizationType: authorizationType!, apiKeyRequired: apiKeyRequired! },
        ]),
      ),
    ]),
  );
}
