import type * as sdk from '@aws-sdk/client-ecr';
import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import type { EcrState, Repository } from './state.ts';
import { toTags } from './tags.ts';

const NAME = '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*';
const MOST_RESULTS = 1_000;

/** Makes an empty repository. Throws RepositoryAlreadyExistsException, InvalidParameterException. ECR API Reference, CreateRepository. */
export const CreateRepository: Operation<EcrState, sdk.CreateRepositoryRequest, sdk.CreateRepositoryResponse> = (input, call) => {
  refuseRegistry(input.registryId, call);
  refuseMembers('ecr CreateRepository', input, ['imageTagMutabilityExclusionFilters']);
  const encryption = input.encryptionConfiguration?.encryptionType ?? 'AES256';
  if (encryption !== 'AES256') throw notImplemented(`ecr CreateRepository with encryptionType ${encryption}`);
  const name = input.repositoryName ?? '';
  if (name.length < 2 || name.length > 256 || !new RegExp(`^${NAME}$`).test(name)) {
    throw invalidParameter('repositoryName', `must satisfy regular expression '${NAME}'`);
  }
  if (call.state.repositories.has(name)) {
    throw new AwsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${call.account}'`,
    );
  }
  const repository: Repository = {
    name,
    arn: repositoryArn(call, name),
    uri: `${call.account}.dkr.ecr.${call.region}.amazonaws.com/${name}`,
    createdAt: call.clock.now(),
    tagMutability: mutability(input.imageTagMutability),
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    tags: toTags(input.tags, call.principal),
  };
  call.state.repositories.set(name, repository);
  return { repository: toRepository(repository, call.account) };
};

/** All repositories, or those named. Throws RepositoryNotFoundException. ECR API Reference, DescribeRepositories. */
export const DescribeRepositories: Operation<EcrState, sdk.DescribeRepositoriesRequest, sdk.DescribeRepositoriesResponse> = (
  input,
  call,
) => {
  if (input.repositoryNames?.length) {
    return { repositories: input.repositoryNames.map((name) => toRepository(repositoryNamed(input.registryId, name, call), call.account)) };
  }
  refuseRegistry(input.registryId, call);
  const names = [...call.state.repositories.keys()].sort();
  const from = input.nextToken === undefined ? 0 : names.findIndex((name) => name > readToken(input.nextToken!));
  const page = from < 0 ? [] : names.slice(from, from + (input.maxResults ?? MOST_RESULTS));
  const more = page.length > 0 && page.at(-1) !== names.at(-1);
  return {
    repositories: page.map((name) => toRepository(call.state.repositories.get(name)!, call.account)),
    ...(more && { nextToken: btoa(page.at(-1)!) }),
  };
};

/** Removes a repository; it is always empty. Throws RepositoryNotFoundException. ECR API Reference, DeleteRepository. */
export const DeleteRepository: Operation<EcrState, sdk.DeleteRepositoryRequest, sdk.DeleteRepositoryResponse> = (input, call) => {
  const repository = repositoryNamed(input.registryId, input.repositoryName, call);
  call.state.repositories.delete(repository.name);
  return { repository: toRepository(repository, call.account) };
};

export const PutImageScanningConfiguration: Operation<
  EcrState,
  sdk.PutImageScanningConfigurationRequest,
  sdk.PutImageScanningConfigurationResponse
> = (input, call) => {
  const repository = repositoryNamed(input.registryId, input.repositoryName, call);
  repository.scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
  return {
    registryId: call.account,
    repositoryName: repository.name,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  };
};

export const PutImageTagMutability: Operation<EcrState, sdk.PutImageTagMutabilityRequest, sdk.PutImageTagMutabilityResponse> = (
  input,
  call,
) => {
  refuseMembers('ecr PutImageTagMutability', input, ['imageTagMutabilityExclusionFilters']);
  const repository = repositoryNamed(input.registryId, input.repositoryName, call);
  repository.tagMutability = mutability(input.imageTagMutability);
  return { registryId: call.account, repositoryName: repository.name, imageTagMutability: repository.tagMutability };
};

/** The images of a repository: none. ECR API Reference, ListImages. */
export const ListImages: Operation<EcrState, sdk.ListImagesRequest, sdk.ListImagesResponse> = (input, call) => {
  repositoryNamed(input.registryId, input.repositoryName, call);
  return { imageIds: [] };
};

/** The images of a repository: none, so that any that is named is missing. ECR API Reference, DescribeImages. */
export const DescribeImages: Operation<EcrState, sdk.DescribeImagesRequest, sdk.DescribeImagesResponse> = (input, call) => {
  const { name } = repositoryNamed(input.registryId, input.repositoryName, call);
  const [asked] = input.imageIds ?? [];
  if (asked) {
    const id = `{imageDigest:'${asked.imageDigest ?? 'null'}', imageTag:'${asked.imageTag ?? 'null'}'}`;
    throw new AwsError(
      'ImageNotFoundException',
      `The image with imageId ${id} does not exist within the repository with name '${name}' in the registry with id '${call.account}'`,
    );
  }
  return { imageDetails: [] };
};

/** Finds a repository of this registry or throws RepositoryNotFoundException. */
export function repositoryNamed(registryId: string | undefined, name = '', call: Call<EcrState>): Repository {
  refuseRegistry(registryId, call);
  const repository = call.state.repositories.get(name);
  if (repository) return repository;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${call.account}'`,
  );
}

export function repositoryAt(arn = '', call: Call<EcrState>): Repository {
  const parsed = tryParseArn(arn);
  if (parsed?.service !== 'ecr') throw invalidParameter('resourceArn', 'must be the ARN of a repository');
  return repositoryNamed(parsed.account, parsed.resource.replace(/^repository\//, ''), call);
}

export function repositoryArn({ account, region }: { account: string; region: string }, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

export function invalidParameter(member: string, rule: string, cause?: unknown): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter at '${member}' failed to satisfy constraint: '${rule}'`, { cause });
}

function refuseRegistry(registryId: string | undefined, { account }: Call<EcrState>): void {
  if (registryId !== undefined && registryId !== account) throw notImplemented(`ecr with the registry of another account (${registryId})`);
}

function mutability(asked: string | undefined): Repository['tagMutability'] {
  if (asked === undefined || asked === 'MUTABLE') return 'MUTABLE';
  if (asked === 'IMMUTABLE') return asked;
  throw notImplemented(`ecr imageTagMutability ${asked}`);
}

function readToken(token: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token) || token.length % 4 !== 0)
    throw invalidParameter('nextToken', 'must be a token of this operation');
  return atob(token);
}

function toRepository(repository: Repository, account: string): sdk.Repository {
  return {
    repositoryArn: repository.arn,
    registryId: account,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: new Date(repository.createdAt),
    imageTagMutability: repository.tagMutability,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
