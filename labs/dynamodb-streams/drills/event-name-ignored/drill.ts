import type { Drill } from '#labs/contract.ts';
import { newUser, put, settled, trailTable } from '../../trail.ts';

export const drill: Drill = {
  id: 'event-name-ignored',
  title: { vi: 'Người mới hay người cũ?', en: 'A newcomer, or an edit?' },
  symptom: {
    vi: 'Báo cáo nói hôm nay không có ai đăng ký, chỉ có rất nhiều lần sửa hồ sơ. Phòng kinh doanh thì nói hôm nay đông khách.',
    en: 'The report says that nobody signed up today, and that a great many profiles were edited. Sales say that it was a busy day.',
  },
  async provoke(context) {
    const userId = newUser(context, 'minh');
    await put(context, { userId, name: 'Minh' });
    await put(context, { userId, name: 'Minh Khôi' });
    context.show(trailTable({ vi: 'Một người mới, rồi một lần sửa', en: 'A newcomer, then an edit' }, await settled(context, userId, 2)));
  },
  fails: ['told-apart'],
  hints: [
    {
      vi: 'Dấu vết tới đủ và đúng thứ tự. Chỉ cột đầu sai. Ai điền cột ấy?',
      en: 'The entries are all there, and in order. Only the first column is wrong. Who fills it in?',
    },
    {
      vi: 'So hai dòng: dòng đầu không có ảnh trước. Mã đoán “có ảnh sau thì là sửa”, mà người mới cũng có ảnh sau.',
      en: 'Compare the two lines: the first has no image before. The code guesses “an image after means an edit”, and a newcomer has one too.',
    },
    {
      vi: 'Không cần đoán. Mỗi bản ghi của luồng có eventName: INSERT, MODIFY hoặc REMOVE. Đoán từ ảnh còn hỏng hẳn khi kiểu xem của luồng không mang ảnh cũ.',
      en: 'There is no need to guess. Each stream record has an eventName: INSERT, MODIFY or REMOVE. Guessing from images breaks altogether once the stream’s view type leaves the old one out.',
    },
    {
      vi: 'Trong functions/change.ts, lấy eventName từ bản ghi và đặt what: eventName. --solve làm giúp bạn.',
      en: 'In functions/change.ts take eventName from the record and set what: eventName. --solve does it for you.',
    },
  ],
};
