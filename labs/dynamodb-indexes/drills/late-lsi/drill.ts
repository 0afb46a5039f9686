import type { Drill } from '#labs/contract.ts';
import { lateLsi } from '../../late-lsi.ts';

export const drill: Drill = {
  id: 'late-lsi',
  title: { vi: 'Chỉ mục không chịu vào bảng', en: 'The index that will not go into the table' },
  symptom: {
    vi: 'Bảng đã chạy, đã có dữ liệu. Một đồng nghiệp thêm EmailIndex làm LSI vì muốn đọc nhất quán mạnh. Stack không cập nhật được, và thử thẳng bằng API cũng không xong.',
    en: 'The table is deployed and holds data. A colleague adds EmailIndex as an LSI, for the sake of consistent reads. The stack cannot be updated, and the API, asked directly, will not do it either.',
  },
  over: 'paged',
  provoke: (context) => lateLsi(context, 'EmailIndex', 'email'),
  deploymentFails: 'CloudFormation cannot update a stack when a custom-named resource requires replacing.',
  fails: ['query-not-scan', 'index-consistency'],
  hints: [
    {
      vi: 'Đọc hai câu trả lời. CloudFormation không nói “sai”, nó nói “phải thay bảng”. UpdateTable thậm chí không hiểu bạn muốn đổi gì. Cả hai nói cùng một điều về LSI.',
      en: 'Read both answers. CloudFormation does not say “wrong”, it says “the table would have to be replaced”. UpdateTable does not even see what you want changed. Both say the same thing about LSIs.',
    },
    {
      vi: 'LSI nằm chung partition với các mục của bảng, nên chỉ tạo được cùng lúc với bảng. Muốn có LSI là phải có bảng mới. Nếu bảng không mang tên riêng, CloudFormation đã lặng lẽ làm đúng điều đó, và dữ liệu cũ đi theo bảng cũ.',
      en: 'An LSI lives in the partitions of the table, so it can only be made together with it. To have the LSI is to have a new table. Had this one no name of its own, CloudFormation would have done just that without a word, and the data would have gone with the old table.',
    },
    {
      vi: 'Find chỉ biết email, không biết company. Một LSI luôn bắt đầu bằng partition key của bảng, nên dù có tạo được nó cũng không giúp Find. Loại chỉ mục nào có partition key riêng, và thêm được vào bảng đang chạy?',
      en: 'Find knows an email and no company. An LSI always begins with the partition key of the table, so it would not help Find even if you had it. Which kind of index has a partition key of its own, and can be added to a live table?',
    },
    {
      vi: 'Trong vùng email-index, thay addLocalSecondaryIndex bằng addGlobalSecondaryIndex, với partitionKey là email thay cho sortKey. Cái giá: không đọc nhất quán mạnh được. --solve làm giúp bạn.',
      en: 'In the region email-index replace addLocalSecondaryIndex by addGlobalSecondaryIndex, with email as the partitionKey instead of the sortKey. The price: no strongly consistent reads. --solve does it for you.',
    },
  ],
};
