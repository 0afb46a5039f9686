import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import { distributionAt } from './distributions.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import { refuseUnhonoured } from './honoured.ts';
import { cacheOf, type Local } from './local.ts';
import type { CloudFrontState, Invalidation } from './state.ts';
import { listOf } from './versioned.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;

/** How long an invalidation counts as under way. Its paths are forgotten at once. */
const COMPLETE_MS = 1000;
const INVALID_PATHS = 'Your request contains one or more invalid invalidation paths.';

/** Makes the edges forget paths; `*` at the end of one stands for anything. CloudFront API Reference, CreateInvalidation. */
export const CreateInvalidation: On<sdk.CreateInvalidationRequest, sdk.CreateInvalidationResult> = (
  { DistributionId, InvalidationBatch },
  call,
) => {
  const distribution = distributionAt(call.state, DistributionId!);
  const batch = InvalidationBatch!;
  refuseUnhonoured('cloudfront invalidations', batch, { CallerReference: true, Paths: { Quantity: true, Items: true } });
  const paths = batch.Paths!.Items ?? [];
  if (paths.length === 0 || !paths.every((path) => /^\/[^*]*\*?$/.test(path))) throw invalidArgument(INVALID_PATHS);
  const at = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}/invalidation`;
  const same = distribution.invalidations.find((other) => other.batch.CallerReference === batch.CallerReference);
  if (same && String(same.batch.Paths!.Items) !== String(paths)) {
    throw invalidArgument(
      'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
    );
  }
  if (same) return { Location: `${at}/${same.id}`, Invalidation: told(same, call.clock.now()) };
  const createdAt = call.clock.now();
  const id = `I${call.random.text(25, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')}`;
  const invalidation = { id, createdAt, completedAt: createdAt + COMPLETE_MS, batch };
  distribution.invalidations.push(invalidation);
  const root = paths.includes('/') ? [`/${distribution.config.DefaultRootObject}`] : [];
  cacheOf(call.local, distribution.id).forget([...paths, ...root]);
  return { Location: `${at}/${id}`, Invalidation: told(invalidation, createdAt) };
};

export const GetInvalidation: On<sdk.GetInvalidationRequest, sdk.GetInvalidationResult> = ({ DistributionId, Id }, { state, clock }) => {
  const found = distributionAt(state, DistributionId!).invalidations.find(({ id }) => id === Id);
  if (!found) throw cloudFrontError('NoSuchInvalidation');
  return { Invalidation: told(found, clock.now()) };
};

/** Newest first. */
export const ListInvalidations: On<sdk.ListInvalidationsRequest, sdk.ListInvalidationsResult> = (
  { DistributionId, Marker, MaxItems },
  { state, clock },
) => ({
  InvalidationList: listOf(
    distributionAt(state, DistributionId!).invalidations.map((invalidation, index) => ({ invalidation, index })),
    ({ index }) => String(999_999_999 - index).padStart(9, '0'),
    { Marker, MaxItems },
    ({ invalidation }) => {
      const { InvalidationBatch: _, ...summary } = told(invalidation, clock.now());
      return summary;
    },
  ),
});

function told({ id, createdAt, completedAt, batch }: Invalidation, now: number): sdk.Invalidation {
  return {
    Id: id,
    Status: now < completedAt ? 'InProgress' : 'Completed',
    CreateTime: new Date(createdAt),
    InvalidationBatch: batch,
  };
}
