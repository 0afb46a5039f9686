import type {
  FailureInfo,
  TagResourcesInput,
  TagResourcesOutput,
  UntagResourcesInput,
  UntagResourcesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { isSystemTag } from '../../tag-keys.ts';
import type { Tagging } from '../../tagging.ts';
import { invalidParameter, type TagCall } from './resources.ts';
import type { Local, TagState } from './state.ts';

const MOST_ARNS = 20;

/**
 * Tags resources of several services, through each one's own operation and as the caller; what could not be tagged is
 * told resource by resource. Resource Groups Tagging API Reference, TagResources.
 */
export const TagResources: Operation<TagState, TagResourcesInput, TagResourcesOutput, Local> = async (input, call) => {
  refuseSystem(Object.keys(input.Tags!));
  return forEach(call, input.ResourceARNList!, ({ tag }, arn) => tag?.(call.aws, arn, input.Tags!));
};

/** Resource Groups Tagging API Reference, UntagResources. */
export const UntagResources: Operation<TagState, UntagResourcesInput, UntagResourcesOutput, Local> = async (input, call) => {
  refuseSystem(input.TagKeys!);
  return forEach(call, input.ResourceARNList!, ({ untag }, arn) => untag?.(call.aws, arn, input.TagKeys!));
};

function refuseSystem(keys: readonly string[]): void {
  if (keys.length === 0) throw invalidParameter('At least one tag must be specified');
  if (keys.some(isSystemTag)) throw invalidParameter('aws: prefixed tag key names are not allowed for external use.');
}

async function forEach(
  call: TagCall,
  arns: readonly string[],
  change: (tagging: Tagging, arn: string) => Promise<unknown> | undefined,
): Promise<{ FailedResourcesMap: Record<string, FailureInfo> }> {
  if (arns.length < 1 || arns.length > MOST_ARNS) throw invalidParameter(`ResourceARNList must have 1 to ${MOST_ARNS} items`);
  const FailedResourcesMap: Record<string, FailureInfo> = {};
  for (const arn of arns) {
    const tagging = call.local.taggings.find(({ owns }) => owns(arn));
    const done = tagging && change(tagging, arn);
    if (!done) {
      FailedResourcesMap[arn] = failure(400, `${arn} cannot be tagged through the tagging API`);
      continue;
    }
    try {
      await done;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      FailedResourcesMap[arn] = failure(error.status ?? 400, error.message);
    }
  }
  return { FailedResourcesMap };
}

function failure(StatusCode: number, ErrorMessage: string): FailureInfo {
  return { StatusCode, ErrorCode: 'InvalidParameterException', ErrorMessage };
}
