import { Buckets } from '../../gateway/buckets.ts';
import { LogWriter } from '../../gateway/log-writer.ts';
import { VerdictCache } from '../../gateway/verdict-cache.ts';
import { defineService } from '../../service.ts';
import { Sampler } from '../../tracing/sampler.ts';
import { access } from './access.ts';
import { frontDoor } from './execution/front-door.ts';
import type { Local } from './local.ts';
import { operations } from './operations.ts';
import { resourceTypes } from './resources/index.ts';
import { initialState, type RestApisState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon API Gateway: REST APIs, and the requests that their stages answer. */
export const apigateway = defineService<RestApisState, Local>({
  name: 'apigateway',
  wires: [{ signingName: 'apigateway', load: () => import('@aws-sdk/client-api-gateway') }],
  scope: 'region',
  initialState,
  createLocal: () => ({
    places: new Map(),
    compiled: new WeakMap(),
    buckets: new Buckets(),
    authorizers: new VerdictCache(),
    logWriter: undefined,
    sampler: new Sampler(),
  }),
  operations,
  access,
  refuses: ['flatten', 'providerARNs'],
  tagging,
  resourceTypes,
  frontDoor,
  start(background) {
    background.local.logWriter = new LogWriter(background.fault);
  },
  async stop({ local }) {
    await local.logWriter?.flushed();
  },
});
