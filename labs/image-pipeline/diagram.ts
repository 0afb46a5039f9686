import type { DiagramHints } from '#labs/contract.ts';

export const diagram: DiagramHints = {
  order: ['Uploads', 'PictureUploaded', 'Archive/Archive', 'Jobs', 'Failed', 'Resize', 'Thumbnails', 'Metadata'],
  nodes: {
    Uploads: { at: [1, 0.5] },
    PictureUploaded: { at: [2, 0.5] },
    'Archive/Archive': { at: [2, 1.5] },
    Jobs: { at: [3, 0.5] },
    Failed: { at: [3, 1.5] },
    Resize: { at: [4, 0.5] },
    Thumbnails: { at: [5, 0] },
    Metadata: { at: [5, 1] },
  },
  actors: {
    uploader: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'tải ảnh lên', en: 'upload pictures' },
      icon: 'person',
      at: [0, 0.5],
      uses: [{ what: 'Uploads', label: { vi: 'PutObject', en: 'PutObject' } }],
    },
  },
};
