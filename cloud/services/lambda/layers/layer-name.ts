import { formatArn } from '../../../arn.ts';
import { AwsError } from '../../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../../constraints.ts';
import type { Call } from '../../../operation.ts';
import { backgroundOf, type Local } from '../local.ts';
import type { LambdaState, Layer, LayerVersion } from '../state.ts';

const NAME = '(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+';

/** Where a layer lives: an ARN may name another account's. */
export interface LayerPlace {
  account: string;
  region: string;
}

/** Reads a LayerName. Throws ValidationException. */
export function parseLayerName(call: LayerPlace, text: string): LayerPlace & { name: string } {
  refuseViolations('ValidationException', [lengthWithin('layerName', text, 1, 140), matching('layerName', text, NAME)]);
  const [, region, account, name] = /^arn:[^:]+:lambda:([^:]+):(\d{12}):layer:(.+)$/.exec(text) ?? [];
  return { name: name ?? text, account: account ?? call.account, region: region ?? call.region };
}

/** The ARN of a layer, or of one of its versions. */
export function layerVersionArn({ account, region }: LayerPlace, name: string, version?: number): string {
  return formatArn({ service: 'lambda', region, account, resource: `layer:${name}${version === undefined ? '' : `:${version}`}` });
}

/** The ARN an input names, for `iam`: the layer need not exist. */
export function layerArnOf(call: LayerPlace, text: string, version?: number): string {
  const { name, ...place } = parseLayerName(call, text);
  return layerVersionArn(place, name, version);
}

/** The layer an input names, in whatever account. */
export function layerAt(
  call: Call<LambdaState, Local>,
  text: string,
): { place: LayerPlace; name: string; layer: Layer | undefined; state: LambdaState } {
  const { name, ...place } = parseLayerName(call, text);
  const isHere = place.account === call.account && place.region === call.region;
  const { state } = isHere ? call : backgroundOf(call.local).open(place.account, place.region);
  return { place, name, layer: state.layers?.get(name), state };
}

/** Throws ResourceNotFoundException, InvalidParameterValueException. */
export function layerVersionAt(
  call: Call<LambdaState, Local>,
  text: string,
  number: number,
): { place: LayerPlace; name: string; version: LayerVersion } {
  if (number < 1) throw new AwsError('InvalidParameterValueException', 'Layer Version Cannot be less than 1.');
  const { place, name, layer } = layerAt(call, text);
  const version = layer?.versions.get(number);
  if (!version)
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { members: { Type: 'User' } });
  return { place, name, version };
}
