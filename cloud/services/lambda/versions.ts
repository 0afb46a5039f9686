import type {
  FunctionConfiguration,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
  PublishVersionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { describeVersion } from './configuration.ts';
import { functionAt } from './function-name.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from './state.ts';
import { checkRevision } from './UpdateFunctionCode.ts';

/** Makes `$LATEST` a numbered version, or finds the newest one when nothing has changed since. */
export function publish(
  call: Call<LambdaState, Local>,
  fn: LambdaFunction,
  options: { description?: string | undefined },
): FunctionVersion {
  const newest = fn.versions.get(String(fn.nextVersion - 1));
  if (newest && isSame(newest, fn.latest)) return newest;
  const version: FunctionVersion = {
    ...fn.latest,
    version: String(fn.nextVersion++),
    description: options.description ?? fn.latest.description,
    lastModified: call.clock.now(),
    revisionId: call.random.uuid(),
  };
  fn.versions.set(version.version, version);
  return version;
}

/** Whether a publication would change nothing that runs. */
function isSame(published: FunctionVersion, latest: FunctionVersion): boolean {
  const what = ({ version: _v, description: _d, lastModified: _l, revisionId: _r, ...rest }: FunctionVersion) => JSON.stringify(rest);
  return what(published) === what(latest);
}

/** Publishes `$LATEST`. Throws PreconditionFailedException. Lambda API Reference, PublishVersion. */
export const PublishVersion: Operation<LambdaState, PublishVersionRequest & { CodeSha256?: string }, FunctionConfiguration, Local> = (
  input,
  call,
) => {
  refuseMembers('lambda PublishVersion', input, ['PublishTo']);
  const fn = functionAt(call, input.FunctionName!);
  checkRevision(fn.latest.revisionId, input.RevisionId);
  if (input.CodeSha256 !== undefined && input.CodeSha256 !== '' && input.CodeSha256 !== fn.latest.codeSha256) {
    throw new AwsError(
      'InvalidParameterValueException',
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${fn.latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  const version = publish(call, fn, { description: input.Description });
  return describeVersion(call, fn, version, { qualifier: version.version });
};

export const ListVersionsByFunction: Operation<LambdaState, ListVersionsByFunctionRequest, ListVersionsByFunctionResponse, Local> = (
  input,
  call,
) => {
  const fn = functionAt(call, input.FunctionName!);
  const all = [fn.latest, ...fn.versions.values()].map((version) => ({
    key: version.version === '$LATEST' ? '$' : version.version.padStart(12, '0'),
    version,
  }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return {
    Versions: items.map(({ version }) => describeVersion(call, fn, version, { qualifier: version.version })),
    ...(NextMarker !== undefined && { NextMarker }),
  };
};
