import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { ResourcePolicy } from './resources/AWS-SecretsManager-ResourcePolicy.ts';
import { Secret } from './resources/AWS-SecretsManager-Secret.ts';
import { initialState, type SecretsState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Secrets Manager, without rotation, replication and keys of KMS. */
export const secretsmanager = defineService<SecretsState>({
  name: 'secretsmanager',
  wires: [{ signingName: 'secretsmanager', target: 'secretsmanager', load: () => import('@aws-sdk/client-secrets-manager') }],
  scope: 'region',
  initialState,
  operations,
  access,
  refuses: ['RotationToken'],
  resourcePolicy: (arn, { secrets }) => [...secrets.values()].find((secret) => secret.arn === arn)?.policy,
  tagging,
  resourceTypes: [Secret, ResourcePolicy],
});
