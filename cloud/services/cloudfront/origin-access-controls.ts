import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import { type Honoured, refuseUnhonoured } from './honoured.ts';
import type { Local } from './local.ts';
import type { CloudFrontState, Versioned } from './state.ts';
import { checkVersion, entityId, firstVersion, listOf, replaceVersion } from './versioned.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;
type Control = Versioned<sdk.OriginAccessControlConfig>;

const HONOURED: Honoured = {
  Name: true,
  Description: true,
  SigningProtocol: ['sigv4'],
  SigningBehavior: ['always', 'never', 'no-override'],
  OriginAccessControlOriginType: ['s3'],
};
const MOST_NAME = 64;

/** How requests to a bucket are signed. CloudFront API Reference, CreateOriginAccessControl. */
export const CreateOriginAccessControl: On<sdk.CreateOriginAccessControlRequest, sdk.CreateOriginAccessControlResult> = (input, call) => {
  const control = firstVersion(call, entityId(call.random), readConfig(input.OriginAccessControlConfig!, call.state));
  call.state.originAccessControls.set(control.id, control);
  const Location = `https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/${control.id}`;
  return { OriginAccessControl: told(control), ETag: control.etag, Location };
};

export const GetOriginAccessControl: On<sdk.GetOriginAccessControlRequest, sdk.GetOriginAccessControlResult> = ({ Id }, { state }) => {
  const control = controlAt(state, Id!);
  return { OriginAccessControl: told(control), ETag: control.etag };
};

export const GetOriginAccessControlConfig: On<sdk.GetOriginAccessControlConfigRequest, sdk.GetOriginAccessControlConfigResult> = (
  { Id },
  { state },
) => {
  const { config, etag } = controlAt(state, Id!);
  return { OriginAccessControlConfig: config, ETag: etag };
};

export const UpdateOriginAccessControl: On<sdk.UpdateOriginAccessControlRequest, sdk.UpdateOriginAccessControlResult> = (input, call) => {
  const control = controlAt(call.state, input.Id!);
  checkVersion(control, input.IfMatch);
  replaceVersion(control, readConfig(input.OriginAccessControlConfig!, call.state, control.id), input.IfMatch, call);
  return { OriginAccessControl: told(control), ETag: control.etag };
};

/** Throws OriginAccessControlInUse. */
export const DeleteOriginAccessControl: On<sdk.DeleteOriginAccessControlRequest, void> = ({ Id, IfMatch }, { state }) => {
  const control = controlAt(state, Id!);
  checkVersion(control, IfMatch);
  const origins = [...state.distributions.values()].flatMap(({ config }) => config.Origins?.Items ?? []);
  if (origins.some(({ OriginAccessControlId }) => OriginAccessControlId === Id)) throw cloudFrontError('OriginAccessControlInUse');
  state.originAccessControls.delete(control.id);
};

export const ListOriginAccessControls: On<sdk.ListOriginAccessControlsRequest, sdk.ListOriginAccessControlsResult> = (
  { Marker, MaxItems },
  { state },
) => ({
  OriginAccessControlList: listOf(
    state.originAccessControls.values(),
    ({ id }) => id,
    { Marker, MaxItems },
    ({ id, config }) => ({ Id: id, ...config, Description: config.Description ?? '' }),
  ),
});

function controlAt({ originAccessControls }: CloudFrontState, id: string): Control {
  const control = originAccessControls.get(id);
  if (!control) throw cloudFrontError('NoSuchOriginAccessControl');
  return control;
}

const told = ({ id, config }: Control): sdk.OriginAccessControl => ({ Id: id, OriginAccessControlConfig: config });

function readConfig(config: sdk.OriginAccessControlConfig, { originAccessControls }: CloudFrontState, id?: string) {
  refuseUnhonoured('cloudfront origin access controls', config, HONOURED);
  if (config.Name === '' || config.Name!.length > MOST_NAME) throw invalidArgument('The parameter Name is invalid.');
  const others = [...originAccessControls.values()].filter((other) => other.id !== id);
  if (others.some((other) => other.config.Name === config.Name)) throw cloudFrontError('OriginAccessControlAlreadyExists');
  return config;
}
