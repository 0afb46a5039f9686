import type { Text } from '#labs/contract.ts';

/** Why something could not be deleted, and what is done about it. */
export interface Cause {
  id: string;
  /** AWS's words that mean it. */
  pattern?: RegExp;
  /** Nothing that is done again would change it. */
  final?: true;
  why: Text;
  todo: Text;
}

const AGAIN: Text = {
  vi: 'Chạy lại event:cleanup --apply với cùng kế hoạch.',
  en: 'Run event:cleanup --apply again with the same plan.',
};
const LOOK: Text = {
  vi: 'Lập kế hoạch mới rồi xem lại: npm run event:cleanup.',
  en: 'Make a new plan and look at it: npm run event:cleanup.',
};

/** In order: the first whose pattern fits is the cause. */
export const CAUSES: readonly Cause[] = [
  {
    id: 'not-empty',
    pattern: /not empty|BucketNotEmpty|RepositoryNotEmpty|cannot be deleted because it (still )?contains/i,
    why: { vi: 'bên trong còn dữ liệu mới được ghi thêm', en: 'something was written into it again' },
    todo: {
      vi: 'Dừng bên đang ghi vào đó, rồi chạy lại event:cleanup --apply.',
      en: 'Stop what writes into it, then run event:cleanup --apply again.',
    },
  },
  {
    id: 'throttled',
    pattern: /rate exceeded|throttl|too many requests|slow ?down|limit ?exceeded/i,
    why: { vi: 'AWS giới hạn số lệnh gọi', en: 'AWS throttled the calls' },
    todo: AGAIN,
  },
  {
    id: 'denied',
    pattern: /access ?denied|not authorized|explicit deny|UnauthorizedOperation/i,
    final: true,
    why: { vi: 'vai trò đang dùng không được phép xóa', en: 'the role in use may not delete it' },
    todo: {
      vi: 'Cho vai trò quyền đó (hoặc gỡ SCP đang chặn), rồi chạy lại event:cleanup --apply.',
      en: 'Allow it to the role (or lift the SCP in the way), then run event:cleanup --apply again.',
    },
  },
  {
    id: 'export-in-use',
    pattern: /cannot delete export|export .* (is )?in use/i,
    why: { vi: 'một stack khác đang dùng giá trị mà stack này xuất ra', en: 'another stack imports what it exports' },
    todo: {
      vi: 'Xóa stack đang dùng (nếu nó không thuộc sự kiện thì hỏi chủ của nó), rồi chạy lại.',
      en: 'Delete the importing stack (ask its owner if it is not of the event), then run this again.',
    },
  },
  {
    id: 'role-gone',
    pattern: /role .* (is invalid|cannot be assumed)|cannot be assumed/i,
    final: true,
    why: { vi: 'vai trò mà stack dùng để xóa không còn', en: 'the role that the stack deletes with is gone' },
    todo: {
      vi: 'Tạo lại vai trò CloudFormation của stack (cdk bootstrap tạo lại được), rồi chạy lại.',
      en: 'Make the stack’s CloudFormation role again (cdk bootstrap does), then run this again.',
    },
  },
  {
    id: 'in-use',
    pattern: /dependen|in use|being used|has .*attached|ResourceInUse|DeleteConflict|conflict/i,
    why: { vi: 'thứ khác vẫn đang dùng nó', en: 'something else still uses it' },
    todo: {
      vi: 'Tìm xem thứ gì đang dùng nó (lời của AWS ở trên), gỡ ra, rồi chạy lại.',
      en: 'Find out what uses it (AWS’s words above), detach that, then run this again.',
    },
  },
  { id: 'failed', why: { vi: 'AWS không xóa được', en: 'AWS could not delete it' }, todo: AGAIN },
  {
    id: 'protected',
    final: true,
    why: { vi: 'đang bật bảo vệ chống xóa', en: 'its protection against deletion is on' },
    todo: { vi: 'Chắc chắn thì thêm --lift-protection.', en: 'If you are sure, add --lift-protection.' },
  },
  {
    id: 'changed',
    final: true,
    why: { vi: 'nó đã thay đổi từ lúc lập kế hoạch', en: 'it has changed since the plan was made' },
    todo: LOOK,
  },
  {
    id: 'tags-changed',
    final: true,
    why: { vi: 'nó không còn mang thẻ của sự kiện', en: 'it no longer carries the event’s tags' },
    todo: {
      vi: 'Không phải việc của sự kiện nữa; hỏi người đã đổi thẻ.',
      en: 'It is no longer the event’s; ask whoever changed the tags.',
    },
  },
  {
    id: 'not-planned',
    final: true,
    why: { vi: 'nó xuất hiện sau khi lập kế hoạch', en: 'it appeared after the plan was made' },
    todo: LOOK,
  },
  {
    id: 'no-way',
    final: true,
    why: { vi: 'chưa có cách xóa riêng loại tài nguyên này', en: 'there is no way here to delete this type by itself' },
    todo: { vi: 'Xóa bằng tay trong console.', en: 'Delete it by hand in the console.' },
  },
  {
    id: 'stack-left',
    final: true,
    why: { vi: 'stack của nó chưa xóa được', en: 'its stack could not be deleted' },
    todo: { vi: 'Xem lý do của stack.', en: 'See the stack’s own reason.' },
  },
  {
    id: 'not-reached',
    why: { vi: 'chưa tới lượt nó', en: 'its turn has not come yet' },
    todo: AGAIN,
  },
  {
    id: 'account-closed',
    final: true,
    why: { vi: 'không vào được tài khoản', en: 'the account cannot be opened' },
    todo: {
      vi: 'Xem vai trò trong event.yaml có tồn tại ở tài khoản đó và tin tưởng bạn không, rồi chạy lại.',
      en: 'See that the role of event.yaml exists in that account and trusts you, then run this again.',
    },
  },
  {
    id: 'account-refused',
    final: true,
    why: { vi: 'tài khoản này bị loại khỏi kế hoạch', en: 'the plan leaves this account out' },
    todo: { vi: 'Nếu đúng là của học viên, sửa protect trong event.yaml.', en: 'If it is a participant’s, change protect in event.yaml.' },
  },
];

const BY_ID: ReadonlyMap<string, Cause> = new Map(CAUSES.map((cause) => [cause.id, cause]));
export const causeOf = (id: string): Cause => BY_ID.get(id) ?? BY_ID.get('failed')!;

/** What AWS's words mean. */
export function understand(said: string): Cause {
  return CAUSES.find(({ pattern }) => pattern?.test(said)) ?? causeOf('failed');
}
