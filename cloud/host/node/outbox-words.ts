/** The outbox page's words. */
export const words = {
  vi: {
    title: 'Hộp thư đi',
    intro: 'Email mà SNS của cloud cục bộ lẽ ra đã gửi. Không thư nào rời máy này.',
    none: 'Chưa có thư nào. Đăng ký một địa chỉ email vào topic SNS, rồi tải lại trang này.',
    to: 'Gửi tới',
    from: 'Từ',
    topic: 'Topic',
    confirm: 'Xác nhận đăng ký',
    pending: 'Đang chờ xác nhận',
    confirmed: 'Đã xác nhận',
    gone: 'Đăng ký này không còn nữa',
    done: 'Đã xác nhận đăng ký. Từ giờ địa chỉ này nhận thông báo.',
    failed: 'Không xác nhận được: thư này không còn gì để xác nhận.',
    other: 'English',
  },
  en: {
    title: 'Outbox',
    intro: 'The e-mails that SNS of the local cloud would have sent. None of them left this machine.',
    none: 'There is no mail yet. Subscribe an e-mail address to an SNS topic, then reload this page.',
    to: 'To',
    from: 'From',
    topic: 'Topic',
    confirm: 'Confirm the subscription',
    pending: 'Waiting for confirmation',
    confirmed: 'Confirmed',
    gone: 'This subscription is no longer there',
    done: 'The subscription is confirmed. From now on this address gets notifications.',
    failed: 'Nothing was confirmed: this mail has nothing left to confirm.',
    other: 'Tiếng Việt',
  },
} as const;

export type Language = keyof typeof words;

/** The language asked for, else the browser's first one that is here, else Vietnamese. */
export function languageOf(asked: string | null, accepted = ''): Language {
  const wanted = [asked ?? '', ...accepted.split(',')].map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is Language => Object.hasOwn(words, tag)) ?? 'vi';
}
