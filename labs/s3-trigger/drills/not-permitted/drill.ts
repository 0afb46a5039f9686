import type { Drill } from '#labs/contract.ts';
import { remove, storyOf, upload } from '../../uploads.ts';

export const drill: Drill = {
  id: 'not-permitted',
  title: { vi: 'Tải lên rồi, không ai được gọi', en: 'Uploaded, and nobody was called' },
  symptom: {
    vi: 'Hôm qua còn chạy. Sáng nay một đồng nghiệp "dọn cho gọn" stack, triển khai xanh. Từ đó tệp vẫn tải lên được, nhưng Describe không hề chạy, và không ở đâu báo lỗi.',
    en: 'It worked yesterday. This morning a colleague "tidied up" the stack, and the deployment was green. Since then files upload as before, but Describe never runs, and nothing anywhere reports an error.',
  },
  over: 'solution',
  async provoke(context) {
    const file = await upload(context, 'hóa đơn.pdf', 3000);
    context.tell({ vi: `PutObject "${file.key}": 200 OK`, en: `PutObject "${file.key}": 200 OK` });
    await context.wait(4000);
    const { size } = await storyOf(context, file);
    context.tell({
      vi: `${context.outputs.DescribeLogs} sau 4 giây: ${size === undefined ? 'không có dòng nào về tệp này' : `cỡ ${size} byte`}`,
      en: `${context.outputs.DescribeLogs} after 4 seconds: ${size === undefined ? 'not one line about this file' : `size ${size} bytes`}`,
    });
    await remove(context, file);
  },
  fails: ['permitted', 'small-file'],
  hints: [
    {
      vi: 'Không có log nghĩa là hàm chưa từng chạy: lỗi nằm trước hàm, giữa S3 và Lambda. Đừng tìm trong mã của hàm.',
      en: 'No log means that the function never ran: the fault lies before it, between S3 and Lambda. Do not look into its code.',
    },
    {
      vi: 'Bucket vẫn được dặn báo cho Describe (xem vùng notification trong stack.ts). Vậy S3 có gọi. Ai có quyền từ chối cuộc gọi đó?',
      en: 'The bucket is still told to notify Describe (the region notification in stack.ts). So S3 does call. Who can turn that call down?',
    },
    {
      vi: 'Lambda từ chối khi policy gắn với hàm không nhắc tới bên gọi. Vai trò (role) của hàm không liên quan: nó nói hàm được làm gì, không nói ai được gọi hàm.',
      en: "Lambda turns it down when the policy on the function does not mention the caller. The function's role has no say in it: it says what the function may do, not who may call it.",
    },
    {
      vi: 'Thêm lại CfnPermission: action lambda:InvokeFunction, principal s3.amazonaws.com, kèm sourceAccount và sourceArn; rồi cho bucket phụ thuộc vào nó. --solve làm giúp bạn.',
      en: 'Bring the CfnPermission back: action lambda:InvokeFunction, principal s3.amazonaws.com, with sourceAccount and sourceArn; then let the bucket depend on it. --solve does it for you.',
    },
  ],
};
