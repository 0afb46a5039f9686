import { DeleteParameter, DeleteParameters } from './DeleteParameter.ts';
import { DescribeParameters } from './DescribeParameters.ts';
import { GetParameter, GetParameterHistory, GetParameters } from './GetParameter.ts';
import { GetParametersByPath } from './GetParametersByPath.ts';
import { LabelParameterVersion, UnlabelParameterVersion } from './labels.ts';
import { PutParameter } from './PutParameter.ts';
import { AddTagsToResource, ListTagsForResource, RemoveTagsFromResource } from './tagging.ts';

/** Every operation of the service that the cloud answers. */
export const operations = {
  AddTagsToResource,
  DeleteParameter,
  DeleteParameters,
  DescribeParameters,
  GetParameter,
  GetParameterHistory,
  GetParameters,
  GetParametersByPath,
  LabelParameterVersion,
  ListTagsForResource,
  PutParameter,
  RemoveTagsFromResource,
  UnlabelParameterVersion,
};
