import type { Drill } from '#labs/contract.ts';
import { MEGABYTE, remove, storyOf, upload, uploadTable } from '../../uploads.ts';

export const drill: Drill = {
  id: 'three-seconds',
  title: { vi: 'Tệp lớn bị cắt giữa chừng', en: 'The large file is cut off' },
  symptom: {
    vi: 'Tệp vài kB chạy tốt. Tệp trên 5 MB thì log có dòng tên tệp, rồi không bao giờ có kết quả.',
    en: 'Files of a few kB are fine. Of a file above 5 MB the log has its name, and never a result.',
  },
  async provoke(context) {
    const { eventually, fail, show, tell } = context;
    const file = await upload(context, 'bản ghi hội thảo.mp4', 6 * MEGABYTE);
    tell({ vi: `PutObject "${file.key}": 200 OK, ${file.size} byte`, en: `PutObject "${file.key}": 200 OK, ${file.size} bytes` });
    const story = await eventually(
      async () => {
        const seen = await storyOf(context, file);
        if (!seen.report) fail('REPORT RequestId: …', '-');
        return seen;
      },
      { within: 120_000, every: 500 },
    );
    for (const line of [story.timedOut, story.report]) if (line) tell({ vi: line, en: line });
    show(uploadTable([[file, story]]));
    // Reason: of a file that timed out Lambda makes two more attempts, which have to find it.
    if (story.fingerprint !== undefined) await remove(context, file);
  },
  fails: ['large-file'],
  hints: [
    {
      vi: 'Đọc dòng mà Lambda viết thay cho hàm. Nó nói hàm đã chạy được bao lâu.',
      en: 'Read the line that Lambda wrote in place of the function. It says for how long the function ran.',
    },
    {
      vi: 'Con số ấy không phải ngẫu nhiên. Trong stack.ts, Describe được cho bao nhiêu thời gian?',
      en: 'That number is no accident. How much time does stack.ts give to Describe?',
    },
    {
      vi: 'Không đặt timeout thì Lambda lấy 3 giây. Việc của Describe tốn chừng một giây cho mỗi MB: 10 MB cần bao nhiêu, cộng thêm khoảng dự phòng?',
      en: "Without a timeout Lambda takes 3 seconds. Describe's work takes about a second for a megabyte: how much do 10 MB need, with some reserve?",
    },
    {
      vi: 'Đặt timeout: Duration.seconds(60) cho Describe (và import Duration). --solve làm giúp bạn.',
      en: 'Give Describe timeout: Duration.seconds(60) (and import Duration). --solve does it for you.',
    },
  ],
};
