import type { ViewContext } from '../context.ts';
import { el } from '../dom.ts';

const LARGEST = 20_000_000; // bytes

/** Puts a file of the reader's into a bucket, and says so. */
export function uploadField({ runner, t }: ViewContext, name: string, Bucket: string, then: () => Promise<void>): HTMLElement {
  const told = el('span', { class: 'count', role: 'status' });
  const input = el('input', {
    type: 'file',
    hidden: true,
    change: async () => {
      const file = input.files?.[0];
      if (!file) return;
      input.value = '';
      if (file.size > LARGEST) {
        told.textContent = t('buckets.large', { most: LARGEST / 1_000_000 });
        return;
      }
      const Body = new Uint8Array(await file.arrayBuffer());
      await runner.aws('s3', 'PutObject', { Bucket, Key: file.name, Body, ...(file.type && { ContentType: file.type }) });
      told.textContent = t('buckets.uploaded', { key: file.name });
      await then();
    },
  });
  const button = el(
    'button',
    { type: 'button', class: 'small', 'aria-label': t('buckets.upload', { name }), click: () => input.click() },
    t('buckets.choose'),
  );
  return el('div', { class: 'upload' }, told, button, input);
}
