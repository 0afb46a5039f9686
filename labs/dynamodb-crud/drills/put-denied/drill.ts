import type { Drill } from '#labs/contract.ts';
import { linesWith } from '../../log-lines.ts';
import { awaited, call, same, someUser } from '../../users-api.ts';

export const drill: Drill = {
  id: 'put-denied',
  title: { vi: 'Tạo người dùng thì 500', en: 'Creating a user is answered 500' },
  symptom: {
    vi: 'POST /users trả 500 với mọi người dùng. Đọc, sửa, xóa thì không ai phàn nàn. Người viết API thề là vai trò của hàm có quyền trên bảng.',
    en: 'POST /users is answered 500, whoever the user is. Nobody complains about reading, changing, deleting. The author of the API swears that the role of the function has a permission on the table.',
  },
  async provoke(context) {
    const answer = await awaited(context, () => call(context, 'POST', 'users', someUser(context)), '500');
    context.tell(same(`POST /users: ${answer}`));
    if (!answer.startsWith('500')) return;
    const lines = await linesWith(context, context.outputs.CreateUserLogs, 'Exception');
    context.tell(same(lines.at(-1)!.replaceAll('\t', '  ')));
  },
  fails: ['create-read', 'least-privilege'],
  hints: [
    {
      vi: '500 chỉ nói là hỏng ở phía máy chủ. Lý do nằm trong log của CreateUser; đọc cả dòng, nó dài nhưng nói hết.',
      en: 'All that 500 says is that the server is at fault. The reason is in the log of CreateUser; read the whole line, it is long but leaves nothing out.',
    },
    {
      vi: 'Dòng ấy có bốn phần: ai (assumed-role/…), muốn làm gì (perform: …), trên cái gì (on resource: …), và vì sao không được. Hành động nào?',
      en: 'The line has four parts: who (assumed-role/…), wants to do what (perform: …), to what (on resource: …), and why not. Which action is it?',
    },
    {
      vi: 'Vai trò của CreateUser đúng là có một quyền trên bảng (vùng grants trong stack.ts). Quyền ấy cho hành động nào? Hàm gọi lệnh nào?',
      en: 'The role of CreateUser does have a permission on the table (region grants in stack.ts). Which action does it allow? Which command does the function send?',
    },
    {
      vi: 'UpdateItem cũng tạo được mục mới, nhưng nó là hành động khác. Cấp đúng lệnh mà hàm gọi: users.grant(create, "dynamodb:PutItem"). --solve làm giúp bạn.',
      en: 'UpdateItem can create an item too, but it is another action. Grant the command that the function sends: users.grant(create, "dynamodb:PutItem"). --solve does it for you.',
    },
  ],
};
