import type { Drill, Table } from '#labs/contract.ts';
import { takeMetadata } from '../../queues.ts';
import { linesSince, timeoutsSince } from '../../story.ts';
import { remove, uploadPicture } from '../../uploads.ts';

const SIZES = [
  ['480 x 320', 480, 320],
  ['1200 x 800', 1200, 800],
  ['3600 x 2400', 3600, 2400],
] as const;

export const drill: Drill = {
  id: 'too-slow',
  title: { vi: 'Siêu dữ liệu tới muộn vài giây, rồi không tới', en: 'The metadata comes seconds late, then not at all' },
  symptom: {
    vi: 'Từ bản phát hành tuần trước, "ảnh mịn hơn và log gọn hơn", siêu dữ liệu của ảnh vừa tới muộn vài giây, của ảnh lớn thì không tới. Hàm không báo lỗi nào.',
    en: 'Since last week\'s release, "smoother pictures and a tidier log", the metadata of middling pictures comes seconds late, that of large ones not at all. The function reports no error.',
  },
  async provoke(context) {
    const { now, show, tell, wait } = context;
    const rows: Table['rows'][number][] = [];
    for (const [name, width, height] of SIZES) {
      const picture = await uploadPicture(context, `${name}.png`, width, height);
      let told = await takeMetadata(context, picture);
      let timeouts: string[] = [];
      while (!told && timeouts.length === 0 && now() - picture.at < 20_000) {
        await wait(300);
        told = await takeMetadata(context, picture);
        timeouts = await timeoutsSince(context, picture.at);
      }
      const lines = (await linesSince(context, picture.at)).filter((line) => /\tINFO\t/.test(line));
      const late = told ? `${((told.sentAt - picture.at) / 1000).toFixed(1)} s` : '-';
      rows.push({ cells: [name, late, timeouts[0] ?? '-', String(lines.length)], wrong: !told });
      if (timeouts[0]) tell({ vi: timeouts[0], en: timeouts[0] });
      // Reason: what timed out is tried again, and has to be found then.
      if (told) await remove(context, picture);
    }
    show({
      title: { vi: 'Siêu dữ liệu tới sau bao lâu', en: 'How long the metadata takes' },
      columns: [
        { vi: 'Ảnh', en: 'Picture' },
        { vi: 'Tới sau', en: 'Came after' },
        { vi: 'Lambda nói', en: 'Lambda says' },
        { vi: 'Số dòng hàm ghi', en: "The function's own lines" },
      ],
      rows,
    });
  },
  fails: ['measured', 'large'],
  hints: [
    {
      vi: 'Log chỉ có START, END, REPORT, và với ảnh lớn là một dòng Lambda viết thay cho hàm. So cột Duration của ba cỡ ảnh: nó tăng nhanh tới mức nào, và bị chặn ở đâu?',
      en: 'The log holds START, END, REPORT, and for the large picture a line that Lambda wrote in place of the function. Compare the Duration of the three sizes: how fast does it grow, and where is it cut off?',
    },
    {
      vi: 'Bị chặn ở 3 giây: stack.ts không đặt timeout. Nhưng nâng timeout chỉ biến "không tới" thành "tới rất muộn". Trước khi sửa gì, hãy đo: ghi vào log mỗi bước (đọc, giải mã, thu nhỏ, mã hóa, ghi) mất bao nhiêu mili giây.',
      en: 'It is cut off at 3 seconds: stack.ts sets no timeout. But a longer timeout only turns "not at all" into "very late". Before mending anything, measure: log how many milliseconds each step takes (read, decode, shrink, encode, write).',
    },
    {
      vi: 'Bước chậm là shrink. Với mỗi điểm ảnh nhỏ nó đọc một vùng rộng gấp bốn lần rưỡi tỉ lệ theo mỗi chiều, nên mỗi điểm của ảnh gốc bị đọc chừng hai mươi lần, mỗi lần ba phép lũy thừa.',
      en: 'The slow step is shrink. For each small pixel it reads an area four and a half times the scale in each direction, so each pixel of the original is read some twenty times, with three powers each time.',
    },
    {
      vi: 'Ba việc: timeout 10 giây trong stack.ts; stopwatch và console.log trong functions/uploaded.ts; trong functions/shrink.ts mỗi điểm gốc đọc một lần, và 256 giá trị ánh sáng tính sẵn một lần cho mỗi môi trường. --solve làm giúp bạn.',
      en: 'Three things: a timeout of 10 seconds in stack.ts; the stopwatch and console.log in functions/uploaded.ts; in functions/shrink.ts each pixel read once, and the 256 values of light computed once per environment. --solve does it for you.',
    },
  ],
};
