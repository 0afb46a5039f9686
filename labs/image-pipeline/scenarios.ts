import type { Scenario, Table } from '#labs/contract.ts';
import { bay } from './pictures.ts';
import { givenUp, metadataOf, redrive, seeMetadata, type Told, takeMetadata } from './queues.ts';
import { replay, stateOfReplay } from './replaying.ts';
import { attemptsAt, lapsOf, lapTable } from './story.ts';
import { put, type Upload, upload, uploadPicture, uploadPoison } from './uploads.ts';

export const scenarios: Scenario[] = [
  {
    id: 'picture',
    says: { vi: 'Tải lên một bức ảnh và một tệp chữ', en: 'Upload a picture and a text file' },
    async run(context) {
      const { show, tell } = context;
      const notes = await upload(context, 'ghi chú.txt', new TextEncoder().encode('Ảnh chụp ở Hạ Long, lúc chiều muộn.\n'));
      const picture = await uploadPicture(context, 'hạ long.png', 1200, 800);
      tell({ vi: `PutObject "${notes.key}", "${picture.key}"`, en: `PutObject "${notes.key}", "${picture.key}"` });
      const told = await metadataOf(context, picture, { within: 10_000, look: seeMetadata });
      show(beforeAndAfter(told));
      const late = ((told.sentAt - picture.at) / 1000).toFixed(1);
      tell({ vi: `Siêu dữ liệu tới sau ${late} giây`, en: `The metadata came after ${late} seconds` });
      tell({
        vi: `"${notes.key}" không khớp quy tắc (.png): không ai được gọi, không ai báo lỗi`,
        en: `"${notes.key}" does not match the rule (.png): nobody is called, and nothing is an error`,
      });
      const laps = await lapsOf(context, picture);
      if (laps) show(lapTable(laps));
    },
  },
  {
    id: 'poison',
    says: {
      vi: 'Tải lên một tệp đội lốt ảnh, rồi sửa và trả về',
      en: 'Upload a file that only pretends to be a picture; mend it, send it back',
    },
    async run(context) {
      const { eventually, show, tell } = context;
      const poison = await uploadPoison(context, 'chụp màn hình.png');
      tell({
        vi: `PutObject "${poison.key}": ${poison.bytes.length} byte HTML`,
        en: `PutObject "${poison.key}": ${poison.bytes.length} bytes of HTML`,
      });
      const { id } = await eventually(
        async () =>
          (await givenUp(context, (key) => key === poison.key)) ?? context.fail(poison.key, '-', { vi: 'Trong Failed', en: 'In Failed' }),
        { within: 15_000, every: 500 },
      );
      show(attemptTable(poison, await attemptsAt(context, poison)));
      tell({ vi: `Trong Failed: sự kiện ${id}`, en: `In Failed: event ${id}` });
      const mended = await put(context, poison.key, bay(600, 400));
      await metadataOf(context, mended);
      await redrive(context);
      tell({
        vi: 'Đã sửa tệp, rồi StartMessageMoveTask: Failed -> Jobs',
        en: 'The file is mended, then StartMessageMoveTask: Failed -> Jobs',
      });
      const { eventId } = await metadataOf(context, mended);
      tell({ vi: `Metadata có tin của sự kiện ${eventId}`, en: `Metadata has the message of event ${eventId}` });
    },
  },
  {
    id: 'replay',
    says: { vi: 'Phát lại các sự kiện của một phút qua từ kho lưu', en: "Replay the last minute's events from the archive" },
    async run(context) {
      const { now, tell, wait } = context;
      const picture = await uploadPicture(context, 'phát lại.png', 600, 400);
      const first = await metadataOf(context, picture, { within: 10_000 });
      tell({ vi: `Sự kiện ${first.eventId} đã xử lý xong`, en: `Event ${first.eventId} has been processed` });
      const name = await replay(context, picture.at - 1000, now() + 1000);
      for (let looks = 0; looks < 20; looks++) {
        const again = await takeMetadata(context, picture);
        if (again) {
          tell({ vi: `Phát lại ${name}: cũng sự kiện ${again.eventId}`, en: `Replay ${name}: event ${again.eventId} once more` });
          return;
        }
        await wait(500);
      }
      const state = await stateOfReplay(context, name);
      tell({
        vi: `Phát lại ${name}: ${state}. Trên AWS, sự kiện có thể mất mười phút mới vào tới kho lưu: lát nữa hãy chạy lại.`,
        en: `Replay ${name}: ${state}. On AWS an event may take ten minutes to reach the archive: run this again later.`,
      });
    },
  },
];

function beforeAndAfter({ metadata: { key, width, height, bytes, thumbnailKey, thumbnailBytes } }: Told): Table {
  const high = Math.round((height * 320) / Math.max(320, width));
  return {
    title: { vi: 'Trước và sau', en: 'Before and after' },
    columns: [
      { vi: 'Bucket', en: 'Bucket' },
      { vi: 'Khóa', en: 'Key' },
      { vi: 'Kích thước', en: 'Size' },
      { vi: 'Byte', en: 'Bytes' },
    ],
    rows: [
      { cells: ['Uploads', key, `${width} x ${height}`, String(bytes)] },
      { cells: ['Thumbnails', thumbnailKey, `${Math.min(320, width)} x ${high}`, String(thumbnailBytes)] },
    ],
  };
}

function attemptTable({ at }: Upload, attempts: Awaited<ReturnType<typeof attemptsAt>>): Table {
  return {
    title: { vi: 'Các lần thử, theo log', en: 'The attempts, as the log has them' },
    columns: [
      { vi: 'Lần', en: 'Attempt' },
      { vi: 'Sau khi tải lên (giây)', en: 'After the upload (s)' },
      { vi: 'Lỗi', en: 'Error' },
    ],
    rows: attempts.map(({ attempt, time, error }) => ({
      cells: [String(attempt), Math.max(0, (time - at) / 1000).toFixed(1), error],
      wrong: true,
    })),
  };
}
