import { makeThumbnail, type Uploaded } from './uploaded.ts';

// #region handler
/** Called by EventBridge, one event at a time. */
export async function handler(event: Uploaded): Promise<void> {
  await makeThumbnail(event);
}
// #endregion handler
