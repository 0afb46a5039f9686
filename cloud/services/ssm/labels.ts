import type * as sdk from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { parameterNamed, versionOf } from './names.ts';
import type { SsmState } from './state.ts';

const MOST_LABELS = 10;

/** Gives a version names of its own; a label stands on one version at a time. Systems Manager API Reference, LabelParameterVersion. */
export const LabelParameterVersion: Operation<SsmState, sdk.LabelParameterVersionRequest, sdk.LabelParameterVersionResult> = (
  input,
  { state },
) => {
  const parameter = parameterNamed(state, input.Name ?? '');
  const target = versionOf(parameter, input.ParameterVersion === undefined ? undefined : `:${input.ParameterVersion}`);
  const labels = [...new Set(input.Labels)];
  const fits = (label: string) => /^(?![0-9]|aws|ssm)[a-zA-Z0-9_.-]{1,100}$/i.test(label);
  const good = labels.filter(fits);
  if (new Set([...target.labels, ...good]).size > MOST_LABELS) {
    throw new AwsError('ParameterVersionLabelLimitExceeded', `A parameter version can have a maximum of ${MOST_LABELS} labels.`);
  }
  for (const version of parameter.versions) version.labels = version.labels.filter((label) => !good.includes(label));
  target.labels.push(...good);
  return { InvalidLabels: labels.filter((label) => !fits(label)), ParameterVersion: target.version };
};

export const UnlabelParameterVersion: Operation<SsmState, sdk.UnlabelParameterVersionRequest, sdk.UnlabelParameterVersionResult> = (
  input,
  { state },
) => {
  const parameter = parameterNamed(state, input.Name ?? '');
  const target = versionOf(parameter, `:${input.ParameterVersion}`);
  const labels = [...new Set(input.Labels)];
  const RemovedLabels = labels.filter((label) => target.labels.includes(label));
  target.labels = target.labels.filter((label) => !RemovedLabels.includes(label));
  return { RemovedLabels, InvalidLabels: labels.filter((label) => !RemovedLabels.includes(label)) };
};
