import type {
  Architecture,
  DeleteLayerVersionRequest,
  GetLayerVersionByArnRequest,
  GetLayerVersionRequest,
  GetLayerVersionResponse,
  LayerVersionsListItem,
  ListLayersRequest,
  ListLayersResponse,
  ListLayerVersionsRequest,
  ListLayerVersionsResponse,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
  Runtime,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../aws-error.ts';
import { lengthWithin, oneOf, refuseViolations } from '../../../constraints.ts';
import type { Call, Operation } from '../../../operation.ts';
import { dropUnusedPackages, loadPackage, paths } from '../code.ts';
import type { Local } from '../local.ts';
import { page } from '../page.ts';
import type { LambdaState, Layer, LayerVersion } from '../state.ts';
import { layerAt, layerVersionArn, layerVersionAt, parseLayerName } from './layer-name.ts';

const MAX_RUNTIMES = 15;

/** Makes the next version of a layer. Throws InvalidParameterValueException. Lambda API Reference, PublishLayerVersion. */
export const PublishLayerVersion: Operation<LambdaState, PublishLayerVersionRequest, PublishLayerVersionResponse, Local> = async (
  input,
  call,
) => {
  const { name } = parseLayerName(call, input.LayerName!);
  const { Description = '', LicenseInfo, CompatibleRuntimes = [], CompatibleArchitectures = [] } = input;
  refuseViolations('ValidationException', [
    lengthWithin('description', Description, 0, 256),
    lengthWithin('licenseInfo', LicenseInfo, 0, 512),
    ...CompatibleArchitectures.map((one) => oneOf('compatibleArchitectures', one, ['x86_64', 'arm64'])),
    CompatibleRuntimes.length > MAX_RUNTIMES
      ? `Value '[${CompatibleRuntimes.join(', ')}]' at 'compatibleRuntimes' failed to satisfy constraint: Member must have length less than or equal to ${MAX_RUNTIMES}`
      : undefined,
  ]);
  const { zip, sha256 } = await loadPackage(call, input.Content!);
  if (paths(zip).some((path) => path.startsWith('extensions/'))) throw notImplemented('lambda PublishLayerVersion with extensions');
  const { state } = call;
  state.layers ??= new Map();
  const layer: Layer = state.layers.get(name) ?? { name, nextVersion: 1, versions: new Map() };
  const version: LayerVersion = {
    version: layer.nextVersion++,
    codeSha256: sha256,
    codeSize: zip.length,
    description: Description,
    licenseInfo: LicenseInfo,
    runtimes: CompatibleRuntimes,
    architectures: CompatibleArchitectures,
    createdAt: call.clock.now(),
  };
  layer.versions.set(version.version, version);
  state.layers.set(name, layer);
  state.packages.set(sha256, zip);
  return describe(call, name, version);
};

export const GetLayerVersion: Operation<LambdaState, GetLayerVersionRequest, GetLayerVersionResponse, Local> = (input, call) => {
  const { place, name, version } = layerVersionAt(call, input.LayerName!, input.VersionNumber!);
  return describe(place, name, version);
};

export const GetLayerVersionByArn: Operation<LambdaState, GetLayerVersionByArnRequest, GetLayerVersionResponse, Local> = (
  { Arn },
  call,
) => {
  const cut = Arn!.lastIndexOf(':');
  const number = Number(Arn!.slice(cut + 1));
  if (!Number.isInteger(number)) throw new AwsError('InvalidParameterValueException', 'The layer version ARN is not valid.');
  const { place, name, version } = layerVersionAt(call, Arn!.slice(0, cut), number);
  return describe(place, name, version);
};

/** A page of the versions that fit, the newest first. Lambda API Reference, ListLayerVersions. */
export const ListLayerVersions: Operation<LambdaState, ListLayerVersionsRequest, ListLayerVersionsResponse, Local> = (input, call) => {
  const { place, name, layer } = layerAt(call, input.LayerName!);
  const all = fitting(layer, input).map((version) => ({ key: String(1e12 - version.version), version }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return {
    LayerVersions: items.map(({ version }) => listItem(place, name, version)),
    ...(NextMarker !== undefined && { NextMarker }),
  };
};

/** A page of the account's layers, each with its newest version that fits. Lambda API Reference, ListLayers. */
export const ListLayers: Operation<LambdaState, ListLayersRequest, ListLayersResponse, Local> = (input, call) => {
  const all = [...(call.state.layers?.values() ?? [])].flatMap((layer) => {
    const newest = fitting(layer, input)[0];
    return newest ? [{ key: layer.name, newest }] : [];
  });
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  const Layers = items.map(({ key, newest }) => ({
    LayerName: key,
    LayerArn: layerVersionArn(call, key),
    LatestMatchingVersion: listItem(call, key, newest),
  }));
  return { Layers, ...(NextMarker !== undefined && { NextMarker }) };
};

/** Takes a version from the list; functions that use it keep it. Lambda API Reference, DeleteLayerVersion. */
export const DeleteLayerVersion: Operation<LambdaState, DeleteLayerVersionRequest, void, Local> = (input, call) => {
  if (input.VersionNumber! < 1) throw new AwsError('InvalidParameterValueException', 'Layer Version Cannot be less than 1.');
  layerAt(call, input.LayerName!).layer?.versions.delete(input.VersionNumber!);
  dropUnusedPackages(call.state);
};

type Place = Pick<Call<LambdaState>, 'account' | 'region'>;

/** The versions for a runtime and an architecture, the newest first. */
function fitting(
  layer: Layer | undefined,
  { CompatibleRuntime, CompatibleArchitecture }: Pick<ListLayersRequest, 'CompatibleRuntime' | 'CompatibleArchitecture'>,
): LayerVersion[] {
  return [...(layer?.versions.values() ?? [])]
    .filter(({ runtimes }) => CompatibleRuntime === undefined || runtimes.includes(CompatibleRuntime))
    .filter(({ architectures }) => CompatibleArchitecture === undefined || architectures.includes(CompatibleArchitecture))
    .reverse();
}

function listItem(place: Place, name: string, version: LayerVersion): LayerVersionsListItem {
  const { runtimes, architectures, licenseInfo } = version;
  return {
    LayerVersionArn: layerVersionArn(place, name, version.version),
    Version: version.version,
    Description: version.description,
    CreatedDate: new Date(version.createdAt).toISOString().replace('Z', '+0000'),
    ...(runtimes.length > 0 && { CompatibleRuntimes: [...runtimes] as Runtime[] }),
    ...(architectures.length > 0 && { CompatibleArchitectures: [...architectures] as Architecture[] }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
}

/** Without a Location: the content stays inside the cloud. */
function describe(place: Place, name: string, version: LayerVersion): PublishLayerVersionResponse {
  return {
    LayerArn: layerVersionArn(place, name),
    Content: { CodeSha256: version.codeSha256, CodeSize: version.codeSize },
    ...listItem(place, name, version),
  };
}
