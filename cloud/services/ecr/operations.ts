import {
  DeleteLifecyclePolicy,
  DeleteRepositoryPolicy,
  GetLifecyclePolicy,
  GetRepositoryPolicy,
  PutLifecyclePolicy,
  SetRepositoryPolicy,
} from './policies.ts';
import {
  CreateRepository,
  DeleteRepository,
  DescribeImages,
  DescribeRepositories,
  ListImages,
  PutImageScanningConfiguration,
  PutImageTagMutability,
} from './repositories.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tagging.ts';

/** Every operation of the service that the cloud answers. */
export const operations = {
  CreateRepository,
  DeleteLifecyclePolicy,
  DeleteRepository,
  DeleteRepositoryPolicy,
  DescribeImages,
  DescribeRepositories,
  GetLifecyclePolicy,
  GetRepositoryPolicy,
  ListImages,
  ListTagsForResource,
  PutImageScanningConfiguration,
  PutImageTagMutability,
  PutLifecyclePolicy,
  SetRepositoryPolicy,
  TagResource,
  UntagResource,
};
