import { DeleteSecretCommand, DescribeSecretCommand, paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CleanUp } from './clean-up.ts';
import { byKey, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];

/** Its id is its ARN. A secret that waits for its deletion is listed as well: its name is taken until it is gone. */
export const Secret: CleanUp = {
  type: 'AWS::SecretsManager::Secret',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListSecrets({ client: aws.client(SecretsManagerClient) }, { IncludePlannedDeletion: true }),
      (page) => page.SecretList,
      (item) => item.ARN,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => byKey((await aws.client(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId: id }))).Tags)),
  idOf: (arn) => (/^arn:[^:]+:secretsmanager:[^:]+:\d+:secret:/.test(arn) ? arn : undefined),
  async delete(aws, id) {
    await unlessGone(GONE, () =>
      aws.client(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId: id, ForceDeleteWithoutRecovery: true })),
    );
  },
  survives: {
    why: {
      vi: 'Secrets Manager giữ secret đã xóa thêm 7 đến 30 ngày để còn khôi phục; trong lúc đó tên của nó vẫn bị chiếm.',
      en: 'Secrets Manager keeps a deleted secret recoverable for 7 to 30 days; until then its name is taken.',
    },
    todo: { vi: 'Xóa hẳn: ForceDeleteWithoutRecovery.', en: 'Delete it for good: ForceDeleteWithoutRecovery.' },
  },
};
