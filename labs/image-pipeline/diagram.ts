import type { DiagramHints } from '#labs/contract.ts';

export const diagram: DiagramHints = {
  order: ['Uploads', 'PictureUploaded', 'Archive/Archive', 'Jobs', 'Failed', 'Resize', 'Thumbnails', 'Metadata'],
  actors: {
    uploader: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'tải ảnh lên', en: 'upload pictures' },
      icon: 'person',
      uses: [{ what: 'Uploads', label: { vi: 'PutObject', en: 'PutObject' } }],
    },
  },
};
