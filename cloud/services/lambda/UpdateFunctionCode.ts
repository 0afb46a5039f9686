import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { dropUnusedPackages, loadPackage } from './code.ts';
import { describeVersion } from './configuration.ts';
import { functionAt } from './function-name.ts';
import { checkUnzippedSize } from './layers/used-layers.ts';
import type { Local } from './local.ts';
import type { LambdaFunction, LambdaState } from './state.ts';
import { publish } from './versions.ts';

/** Replaces a function's code. Environments with the old code end. Lambda API Reference, UpdateFunctionCode. */
export const UpdateFunctionCode: Operation<LambdaState, UpdateFunctionCodeRequest, FunctionConfiguration, Local> = async (input, call) => {
  if (input.ImageUri !== undefined) throw notImplemented('lambda UpdateFunctionCode with ImageUri');
  refuseMembers('lambda UpdateFunctionCode', input, ['SourceKMSKeyArn', 'PublishTo']);
  const fn = functionAt(call, input.FunctionName!);
  checkRevision(fn.latest.revisionId, input.RevisionId);
  const { zip, sha256 } = await loadPackage(call, input);
  checkUnzippedSize(call.state, zip, fn.latest.layers);
  const changed = { ...fn.latest, codeSha256: sha256, codeSize: zip.length, architectures: input.Architectures ?? fn.latest.architectures };
  if (input.DryRun) return describeVersion(call, fn, changed);
  const isSame = sha256 === fn.latest.codeSha256;
  call.state.packages.set(sha256, zip);
  Object.assign(fn.latest, changed, { lastModified: call.clock.now(), revisionId: call.random.uuid() });
  if (!isSame) dropUnusedPackages(call.state);
  retireLatest(call.local, call, fn);
  if (!input.Publish) return describeVersion(call, fn, fn.latest, { change: 'Updating' });
  const version = publish(call, fn, {});
  return describeVersion(call, fn, version, { qualifier: version.version, change: 'Updating' });
};

export function checkRevision(current: string, expected: string | undefined): void {
  if (expected === undefined || expected === current) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
  );
}

/** Ends environments of `$LATEST` that run what it was before. */
export function retireLatest(local: Local, call: Parameters<Local['pools']['retire']>[0], fn: LambdaFunction): void {
  local.pools.retire(call, fn, ({ version, revisionId }) => version !== '$LATEST' || revisionId === fn.latest.revisionId);
}
