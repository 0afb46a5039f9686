import { TAB_ENDPOINT } from '../../../cloud/host/browser/start.ts';
import type { Carry } from '../../../cloud/runtime/browser-sdk.ts';
import { carriedFetch } from '../../../cloud/runtime/carried-fetch.ts';

/** The web as a lab in the page sees it: what is deployed there, by AWS's addresses, and nothing else. */
export function tabFetch(carry: Carry): typeof globalThis.fetch {
  return carriedFetch(carry, TAB_ENDPOINT, (url) => `the page reaches only what is deployed in it, not ${url}`);
}
