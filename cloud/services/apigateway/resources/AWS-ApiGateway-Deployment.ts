import type { ResourceType } from '../../../resource-type.ts';

interface DeploymentProperties {
  RestApiId: string;
  Description?: string;
  StageName?: string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::Deployment. Ref is the deployment's id. */
export const Deployment: ResourceType<DeploymentProperties> = {
  type: 'AWS::ApiGateway::Deployment',
  properties: { RestApiId: 'replace', Description: 'update', StageName: 'replace' },
  async create({ aws }, { RestApiId, Description, StageName }) {
    const { id } = await aws.apigateway.CreateDeployment({ restApiId: RestApiId, description: Description, stageName: StageName });
    return id!;
  },
  async update({ aws }, deploymentId, { RestApiId, Description = '' }) {
    const patchOperations = [{ op: 'replace' as const, path: '/description', value: Description }];
    await aws.apigateway.UpdateDeployment({ restApiId: RestApiId, deploymentId, patchOperations });
  },
  async delete({ aws: { apigateway } }, deploymentId, { RestApiId, StageName }) {
    if (StageName !== undefined) {
      const { item = [] } = await apigateway.GetStages({ restApiId: RestApiId, deploymentId });
      if (item.some(({ stageName }) => stageName === StageName))
        await apigateway.DeleteStage({ restApiId: RestApiId, stageName: StageName });
    }
    await apigateway.DeleteDeployment({ restApiId: RestApiId, deploymentId });
  },
  async attributes(_, deploymentId) {
    return { DeploymentId: deploymentId };
  },
};
