import type { CheckContext, Drill } from '#labs/contract.ts';
import type { Found } from '../../functions/found.ts';
import { filled, invoke, USERS } from '../../readings.ts';

export const drill: Drill = {
  id: 'scan-not-query',
  title: { vi: 'Tìm kiếm chậm dần', en: 'The search that keeps getting slower' },
  symptom: {
    vi: 'Hồi có trăm người dùng thì tìm theo email nhanh. Qua mốc một nghìn thì chậm thấy rõ, hóa đơn đọc tăng theo, dù mỗi lần vẫn chỉ tìm một người.',
    en: 'With a hundred users the search by email was quick. Past a thousand it is noticeably slow and the bill for reads grows with it, though each search still finds one person.',
  },
  async provoke(context) {
    const rows: string[][] = [];
    for (const users of [100, USERS]) {
      await filled(context, users);
      rows.push(await search(context));
    }
    context.show({
      title: { vi: 'Find tìm cùng một người', en: 'Find looks for the same person' },
      columns: [
        { vi: 'Mục đọc', en: 'Items read' },
        { vi: 'Trang', en: 'Pages' },
        { vi: 'Đơn vị đọc', en: 'Read units' },
        { vi: 'ms', en: 'ms' },
      ],
      rows: rows.map((cells) => ({ cells })),
    });
  },
  fails: ['query-not-scan'],
  hints: [
    {
      vi: 'Cột “Mục đọc” bằng số mục trong bảng, không phải số người tìm được. Thao tác nào của DynamoDB đọc như vậy?',
      en: 'The column “Items read” is the number of items in the table, not of people found. Which operation of DynamoDB reads like that?',
    },
    {
      vi: 'FilterExpression không làm giảm số đọc: DynamoDB đọc cả trang 1 MB, tính tiền cả trang, rồi mới bỏ những mục không khớp.',
      en: 'A FilterExpression does not read less: DynamoDB reads the page of 1 MB, charges for it, and then throws away what does not match.',
    },
    {
      vi: 'Bảng này đã có EmailIndex, xếp sẵn theo email. Find có hỏi tới nó không? Và vai trò của Find được phép làm gì, trên cái gì?',
      en: 'This table has an EmailIndex already, in the order of emails. Does Find ask it? And what may its role do, and on what?',
    },
    {
      vi: 'Trong find.ts dùng QueryCommand với IndexName: EmailIndex và KeyConditionExpression, không cần vòng lặp. Trong stack.ts, vùng find-grant: dynamodb:Query trên ARN của bảng nối thêm /index/EmailIndex. --solve làm giúp bạn.',
      en: 'In find.ts use QueryCommand with IndexName: EmailIndex and a KeyConditionExpression; no loop is needed. In stack.ts, region find-grant: dynamodb:Query on the ARN of the table followed by /index/EmailIndex. --solve does it for you.',
    },
  ],
};

/** What one search takes, for a user whom every size of the table has. */
async function search(context: CheckContext): Promise<string[]> {
  const started = context.now();
  const { examined, pages, consumed } = await invoke<Found>(context, 'Find', { email: 'user-00042@company-06.example' });
  return [examined, pages, consumed, context.now() - started].map(String);
}
