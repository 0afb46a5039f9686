import type { ResourceType } from '../../../resource-type.ts';

interface DeploymentProperties {
  ApiId: string;
  Description?: string;
  StageName?: string;
}

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Deployment. Ref is the deployment's id. */
export const Deployment: ResourceType<DeploymentProperties> = {
  type: 'AWS::ApiGatewayV2::Deployment',
  properties: { ApiId: 'replace', Description: 'update', StageName: 'replace' },
  async create({ aws }, properties) {
    const { DeploymentId } = await aws.apigatewayv2.CreateDeployment(properties);
    return DeploymentId!;
  },
  async update({ aws }, DeploymentId, { ApiId, Description = '' }) {
    await aws.apigatewayv2.UpdateDeployment({ ApiId, DeploymentId, Description });
  },
  async delete({ aws }, DeploymentId, { ApiId }) {
    await aws.apigatewayv2.DeleteDeployment({ ApiId, DeploymentId });
  },
  async attributes(_, DeploymentId) {
    return { DeploymentId };
  },
};
