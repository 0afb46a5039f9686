import type { DiagramHints } from '#labs/contract.ts';

/** The log is where a reader sees that the function ran. */
export const diagram: DiagramHints = {
  nodes: { Uploads: { at: [1, 0] }, Describe: { at: [2, 0] }, DescribeLogs: { shown: true, at: [3, 0] } },
  edges: { 'Describe--DescribeLogs': { label: { vi: 'tên và cỡ tệp', en: 'name and size' } } },
  actors: {
    uploader: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'tải tệp lên', en: 'upload files' },
      icon: 'person',
      at: [0, 0],
      uses: [{ what: 'Uploads', label: { vi: 'PutObject', en: 'PutObject' } }],
    },
  },
};
