import {
  BatchDeleteImageCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
  paginateListImages,
} from '@aws-sdk/client-ecr';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['RepositoryNotFoundException'];

async function empty(aws: Clients, repositoryName: string): Promise<number> {
  const client = aws.client(ECRClient);
  const images = new Map<string, { imageDigest: string }>();
  for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName })) {
    for (const { imageDigest } of imageIds) if (imageDigest) images.set(imageDigest, { imageDigest });
  }
  const all = [...images.values()];
  // BatchDeleteImage takes at most 100.
  for (let from = 0; from < all.length; from += 100) {
    const { failures = [] } = await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds: all.slice(from, from + 100) }));
    // Reason: an image of a manifest list goes only after the list, which the next round does.
    const other = failures.find(({ failureCode }) => failureCode !== 'ImageReferencedByManifestList' && failureCode !== 'ImageNotFound');
    if (other) throw new Error(`${repositoryName}: ${other.failureCode} ${other.failureReason}`);
  }
  return all.length;
}

export const Repository: CleanUp = {
  type: 'AWS::ECR::Repository',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeRepositories({ client: aws.client(ECRClient) }, {}),
      (page) => page.repositories,
      (repository) => repository.repositoryName,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(ECRClient);
      const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({ repositoryNames: [id] }));
      return byKey((await client.send(new ListTagsForResourceCommand({ resourceArn: repositories[0]?.repositoryArn }))).tags);
    }),
  idOf: arnOf('ecr', /^repository\/(?<id>.+)$/),
  emptyFirst: true,
  empty: async (aws, id) => (await unlessGone(GONE, () => empty(aws, id))) ?? 0,
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(ECRClient).send(new DeleteRepositoryCommand({ repositoryName: id, force: true })));
  },
  survives: {
    why: {
      vi: 'Repository còn image thì CloudFormation không xóa được; hoặc template giữ nó lại.',
      en: 'CloudFormation deletes no repository that holds images; or the template retains it.',
    },
    todo: { vi: 'Xóa repository cùng image trong đó (force).', en: 'Delete it together with its images (force).' },
  },
};
