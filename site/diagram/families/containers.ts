import { type Family, type Flow, folded, node } from '../family.ts';
import { at, references } from '../template.ts';

export const containers: Family = {
  'AWS::ECS::Cluster': folded([], 'its services stand for it'),
  'AWS::ECS::ClusterCapacityProviderAssociations': folded([], 'a rule of the cluster'),
  'AWS::ECS::CapacityProvider': folded([], 'a rule of the cluster'),
  'AWS::ECS::Service': node('dịch vụ ECS', 'ECS service', 'AmazonElasticContainerService', {
    inside: ['NetworkConfiguration.AwsvpcConfiguration.Subnets'],
    flows: ({ id, properties }) =>
      at(properties, 'LoadBalancers.TargetGroupArn')
        .flatMap(references)
        .map((from): Flow => ({ from, to: id, kind: 'deliver', resource: id })),
  }),
  'AWS::ECS::TaskDefinition': folded([], 'what the service runs', { usedBy: [{ type: 'AWS::ECS::Service', property: 'TaskDefinition' }] }),
  'AWS::ApplicationAutoScaling::ScalableTarget': folded([], 'a rule of the service'),
  'AWS::ApplicationAutoScaling::ScalingPolicy': folded([], 'a rule of the service'),
  'AWS::ECR::Repository': node('kho image ECR', 'ECR repository', 'AmazonElasticContainerRegistry'),
  'AWS::EKS::Cluster': node('cụm EKS', 'EKS cluster', 'AmazonElasticKubernetesService', { inside: ['ResourcesVpcConfig.SubnetIds'] }),
  'AWS::AppRunner::Service': node('dịch vụ App Runner', 'App Runner service', 'AWSAppRunner'),
  'AWS::Batch::JobQueue': node('hàng đợi Batch', 'Batch queue', 'AWSBatch'),
};
