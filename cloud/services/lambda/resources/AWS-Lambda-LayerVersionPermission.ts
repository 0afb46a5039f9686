import type { ResourceType } from '../../../resource-type.ts';
import { placeOf } from './AWS-Lambda-LayerVersion.ts';

interface LayerVersionPermissionProperties {
  LayerVersionArn: string;
  Action: string;
  Principal: string;
}

/** CloudFormation Template Reference, AWS::Lambda::LayerVersionPermission. Ref is the version's ARN with the statement's id. */
export const LayerVersionPermission: ResourceType<LayerVersionPermissionProperties> = {
  type: 'AWS::Lambda::LayerVersionPermission',
  properties: { LayerVersionArn: 'replace', Action: 'replace', Principal: 'replace' },
  async create(context, { LayerVersionArn, Action, Principal }) {
    const StatementId = context.physicalName(100);
    await context.aws.lambda.AddLayerVersionPermission({ ...placeOf(LayerVersionArn), StatementId, Action, Principal });
    return `${LayerVersionArn}#${StatementId}`;
  },
  async delete({ aws }, id) {
    const [arn = '', StatementId] = id.split('#');
    await aws.lambda.RemoveLayerVersionPermission({ ...placeOf(arn), StatementId });
  },
  async attributes(_, id) {
    return { Id: id };
  },
};
