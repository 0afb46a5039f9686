import { tryParseArn } from '../../arn.ts';
import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { Repository } from './resources/AWS-ECR-Repository.ts';
import { type EcrState, initialState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon Elastic Container Registry: repositories without images, as far as a CDK bootstrap needs. */
export const ecr = defineService<EcrState>({
  name: 'ecr',
  wires: [{ signingName: 'ecr', target: 'AmazonEC2ContainerRegistry_V20150921', load: () => import('@aws-sdk/client-ecr') }],
  scope: 'region',
  initialState,
  operations,
  access,
  resourcePolicy: (arn, state) => state.repositories.get(tryParseArn(arn)?.resource.replace(/^repository\//, '') ?? '')?.policy,
  tagging,
  resourceTypes: [Repository],
});
