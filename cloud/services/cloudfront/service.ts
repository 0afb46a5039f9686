import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { frontDoor } from './edge/front-door.ts';
import type { Local } from './local.ts';
import { operations } from './operations.ts';
import { CachePolicy } from './resources/AWS-CloudFront-CachePolicy.ts';
import { Distribution } from './resources/AWS-CloudFront-Distribution.ts';
import { OriginAccessControl } from './resources/AWS-CloudFront-OriginAccessControl.ts';
import { ResponseHeadersPolicy } from './resources/AWS-CloudFront-ResponseHeadersPolicy.ts';
import { type CloudFrontState, initialState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon CloudFront in front of S3 buckets, with one edge. */
export const cloudfront = defineService<CloudFrontState, Local>({
  name: 'cloudfront',
  wires: [{ signingName: 'cloudfront', load: () => import('@aws-sdk/client-cloudfront') }],
  scope: 'account',
  initialState,
  createLocal: () => ({ caches: new Map() }),
  operations,
  access,
  frontDoor,
  tagging,
  resourceTypes: [CachePolicy, Distribution, OriginAccessControl, ResponseHeadersPolicy],
});
