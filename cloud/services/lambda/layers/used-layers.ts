import { AwsError } from '../../../aws-error.ts';
import { matching, refuseViolations } from '../../../constraints.ts';
import type { Call } from '../../../operation.ts';
import type { FunctionCode } from '../../../runtime/execution-environment.ts';
import { MAX_UNZIPPED, unpack, unzippedSize } from '../code.ts';
import type { Local } from '../local.ts';
import type { FunctionVersion, LambdaState, UsedLayer } from '../state.ts';
import { layerAt } from './layer-name.ts';

const MAX_LAYERS = 5;
const VERSION_ARN = 'arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+';

/**
 * The layer versions that a function is to use, which the caller must be allowed to read. Their content is kept with the
 * function, as on AWS, where a deleted version goes on for who uses it. Throws InvalidParameterValueException, AccessDenied.
 */
export function useLayers(call: Call<LambdaState, Local>, arns: readonly string[]): UsedLayer[] {
  refuseViolations(
    'ValidationException',
    arns.map((arn) => matching('layers', arn, VERSION_ARN)),
  );
  if (arns.length > MAX_LAYERS) throw invalid(`Cannot reference more than ${MAX_LAYERS} layers.`);
  const seen = new Map<string, string>();
  return arns.map((arn) => {
    const cut = arn.lastIndexOf(':');
    const layerArn = arn.slice(0, cut);
    const { place, layer, state } = layerAt(call, layerArn);
    if (place.region !== call.region) {
      throw invalid(`Layers are not in the same region as the function. Layers are expected to be in region ${call.region}.`);
    }
    call.authorize({ action: 'lambda:GetLayerVersion', resource: arn });
    const version = layer?.versions.get(Number(arn.slice(cut + 1)));
    if (!version) throw invalid(`Layer version ${arn} does not exist.`);
    const twin = seen.get(layerArn);
    if (twin !== undefined) {
      throw invalid(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${twin} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layerArn, arn);
    call.state.packages.set(version.codeSha256, state.packages.get(version.codeSha256)!);
    return { arn, codeSha256: version.codeSha256, codeSize: version.codeSize };
  });
}

/** Throws InvalidParameterValueException where code and layers together are larger than an environment's disk for them. */
export function checkUnzippedSize(state: LambdaState, zip: Uint8Array, layers: readonly UsedLayer[] = []): void {
  const zips = [zip, ...layers.map(({ codeSha256 }) => state.packages.get(codeSha256)!)];
  const size = zips.reduce((sum, one) => sum + unzippedSize(one), 0);
  if (size <= MAX_UNZIPPED) return;
  throw invalid(
    `Function code combined with layers exceeds the maximum allowed size of ${MAX_UNZIPPED} bytes. The actual size is ${size} bytes.`,
  );
}

/** What an environment needs of a version's layers: their files, later layers over earlier ones. */
export function layersOf(state: LambdaState, { layers = [] }: FunctionVersion): Pick<FunctionCode, 'layers'> {
  if (layers.length === 0) return {};
  const zips = layers.map(({ arn, codeSha256 }) => {
    const zip = state.packages.get(codeSha256);
    if (!zip) throw new Error(`The content of ${arn} is missing.`);
    return zip;
  });
  return {
    layers: { key: layers.map(({ codeSha256 }) => codeSha256).join('|'), files: () => new Map(zips.flatMap((zip) => [...unpack(zip)])) },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { members: { Type: 'User' } });
}
