import type { DiagramHints } from '#labs/contract.ts';

export const diagram: DiagramHints = {
  order: ['uploader', 'Uploads', 'PictureUploaded', 'Jobs', 'Failed', 'Resize', 'Thumbnails', 'Metadata', 'Archive/Archive'],
  nodes: {
    Uploads: { at: [1, 0] },
    PictureUploaded: { at: [2, 0] },
    Jobs: { at: [3, 0] },
    'Archive/Archive': { at: [0, 1] },
    Resize: { at: [2, 1] },
    Failed: { at: [3, 1] },
    Thumbnails: { at: [2, 2] },
    Metadata: { at: [3, 2] },
  },
  actors: {
    uploader: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'tải ảnh lên', en: 'upload pictures' },
      icon: 'person',
      at: [0, 0],
      uses: [{ what: 'Uploads', label: { vi: 'PutObject', en: 'PutObject' } }],
    },
  },
};
