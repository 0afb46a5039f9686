import type { Listed } from './listing.ts';

/** A user found, and what it took to find them. */
export interface Found {
  user?: Listed;
  /** Requests to DynamoDB. */
  pages: number;
  /** Items that DynamoDB read, wanted or not. */
  examined: number;
  /** Read units. */
  consumed: number;
}
