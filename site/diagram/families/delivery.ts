import { type Family, type Flow, folded, node, type ResourceView, same } from '../family.ts';
import { at, isRecord, listOf, references, textOf } from '../template.ts';

export const delivery: Family = {
  'AWS::CloudFront::Distribution': node('phân phối CloudFront', 'CloudFront distribution', 'AmazonCloudFront', {
    flows: ({ id, properties }) => [
      ...at(properties, 'DistributionConfig.Origins.DomainName')
        .flatMap(references)
        .map((from): Flow => ({ from, to: id, kind: 'read', resource: id })),
      ...at(properties, 'DistributionConfig.WebACLId')
        .flatMap(references)
        .map((from): Flow => ({ from, to: id, kind: 'watch', resource: id })),
    ],
  }),
  'AWS::CloudFront::OriginAccessControl': folded([], 'how origins are reached'),
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': folded([], 'how origins are reached'),
  'AWS::CloudFront::CachePolicy': folded([], 'a rule of the distribution'),
  'AWS::CloudFront::OriginRequestPolicy': folded([], 'a rule of the distribution'),
  'AWS::CloudFront::ResponseHeadersPolicy': folded([], 'a rule of the distribution'),
  'AWS::CloudFront::Function': folded([], 'a rule of the distribution'),
  'AWS::CertificateManager::Certificate': folded([], 'it serves a name'),
  'AWS::WAFv2::WebACL': node('web ACL', 'web ACL', 'AWSWAF'),
  'AWS::WAFv2::WebACLAssociation': folded(['WebACLArn'], 'it is an arrow', {
    flows: ({ id, properties }) =>
      references(properties.WebACLArn).flatMap((from) =>
        references(properties.ResourceArn).map((to): Flow => ({ from, to, kind: 'watch', resource: id })),
      ),
  }),
  'AWS::CodePipeline::Pipeline': node('pipeline', 'pipeline', 'AWSCodePipeline', { flows: pipeline, declared: true }),
  'AWS::CodePipeline::Webhook': folded(['TargetPipeline'], 'it wakes the pipeline'),
  'AWS::CodeBuild::Project': node('dự án CodeBuild', 'CodeBuild project', 'AWSCodeBuild'),
  'AWS::CodeCommit::Repository': node('kho mã CodeCommit', 'CodeCommit repository', 'AWSCodeCommit'),
  'AWS::CodeConnections::Connection': node('kết nối mã nguồn', 'source connection', 'AWSToolsandSDKs'),
  'AWS::CodeStarConnections::Connection': node('kết nối mã nguồn', 'source connection', 'AWSToolsandSDKs'),
  'AWS::CodeDeploy::Application': node('ứng dụng CodeDeploy', 'CodeDeploy application', 'AWSCodeDeploy'),
  'AWS::CodeDeploy::DeploymentGroup': folded(['ApplicationName'], 'part of the application'),
  'AWS::CodeDeploy::DeploymentConfig': folded([], 'a rule of deployments'),
};

/** Sources flow into the pipeline, every other action is called by it, under its own name. */
function pipeline({ id, properties }: ResourceView): Flow[] {
  return listOf(properties.Stages)
    .flatMap((stage) => at(stage, 'Actions'))
    .filter(isRecord)
    .flatMap((action) => {
      const label = same(textOf(action.Name));
      const named = references(action.Configuration).filter((other) => other !== id);
      const isSource = textOf(at(action, 'ActionTypeId.Category')[0]) === 'Source';
      return named.map(
        (other): Flow =>
          isSource
            ? { from: other, to: id, kind: 'deliver', label, resource: id }
            : { from: id, to: other, kind: 'invoke', label, resource: id },
      );
    });
}
