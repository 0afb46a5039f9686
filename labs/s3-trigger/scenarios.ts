import type { Scenario } from '#labs/contract.ts';
import { MEGABYTE, remove, storyOf, type Upload, upload, uploadTable } from './uploads.ts';

export const scenarios: Scenario[] = [
  {
    id: 'sizes',
    says: { vi: 'Tải lên bốn tệp cùng lúc: 3 kB, 1 MB, 6 MB, 10 MB', en: 'Upload four files at once: 3 kB, 1 MB, 6 MB, 10 MB' },
    async run(context) {
      const { eventually, fail, show, tell } = context;
      const files: Upload[] = [];
      for (const [name, size] of [
        ['3 kB', 3000],
        ['1 MB', MEGABYTE],
        ['6 MB', 6 * MEGABYTE],
        ['10 MB', 10 * MEGABYTE],
      ] as const) {
        files.push(await upload(context, name, size));
      }
      tell({ vi: 'Đã tải lên cả bốn, đọc log của Describe', en: "All four are uploaded, reading Describe's log" });
      const stories = await eventually(
        async () => {
          const seen = await Promise.all(files.map(async (file) => [file, await storyOf(context, file)] as const));
          const open = seen.filter(([, { report }]) => report === undefined).map(([{ key }]) => key);
          if (open.length > 0) fail('REPORT RequestId: …', open.join(', '), { vi: 'Chưa xong', en: 'Not finished' });
          return seen;
        },
        { within: 120_000, every: 500 },
      );
      show(uploadTable(stories));
      for (const [file, { fingerprint }] of stories) if (fingerprint !== undefined) await remove(context, file);
    },
  },
];
