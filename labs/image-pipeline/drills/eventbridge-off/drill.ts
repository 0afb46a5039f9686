import { DescribeRuleCommand, EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import type { Drill } from '#labs/contract.ts';
import { linesSince } from '../../story.ts';
import { remove, thumbnailOf, uploadPicture } from '../../uploads.ts';

export const drill: Drill = {
  id: 'eventbridge-off',
  title: { vi: 'Quy tắc đúng, không ai được gọi', en: 'The rule is right, and nobody is called' },
  symptom: {
    vi: 'Hôm qua còn chạy. Hôm nay một đồng nghiệp "dọn" phần khai báo bucket, triển khai xanh. Ảnh vẫn tải lên được, quy tắc đang bật và thử thì khớp, mà không có bản thu nhỏ nào, log của hàm không thêm dòng nào, Failed cũng trống.',
    en: 'It worked yesterday. Today a colleague "tidied" the bucket\'s declaration, and the deployment was green. Pictures upload as before, the rule is on and matches when tested, but there are no thumbnails, not one new line in the function\'s log, and nothing in Failed.',
  },
  over: 'solution',
  async provoke(context) {
    const { client, outputs, tell, wait } = context;
    const picture = await uploadPicture(context, 'sáng nay.png', 480, 320);
    tell({ vi: `PutObject "${picture.key}": 200 OK`, en: `PutObject "${picture.key}": 200 OK` });
    const events = client(EventBridgeClient);
    const { State, EventPattern } = await events.send(new DescribeRuleCommand({ Name: outputs.Rule }));
    // What S3 would have told of this upload.
    const event = {
      id: 'a',
      account: '111122223333',
      source: 'aws.s3',
      time: new Date(picture.at).toISOString(),
      region: 'ap-southeast-1',
      resources: [],
      'detail-type': 'Object Created',
      detail: { bucket: { name: outputs.Uploads }, object: { key: picture.key } },
    };
    const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }));
    tell({
      vi: `Quy tắc: ${State}; TestEventPattern với sự kiện của tệp này: ${Result}`,
      en: `The rule: ${State}; TestEventPattern with this file's event: ${Result}`,
    });
    await wait(4000);
    const lines = await linesSince(context, picture.at, `"${picture.key}"`);
    const thumbnail = await thumbnailOf(context, picture);
    tell({
      vi: `Sau 4 giây: ${thumbnail ? 'có' : 'không có'} bản thu nhỏ, ${outputs.ResizeLogs} có ${lines.length} dòng về nó`,
      en: `After 4 seconds: ${thumbnail ? 'a' : 'no'} thumbnail, ${lines.length} lines about it in ${outputs.ResizeLogs}`,
    });
    await remove(context, picture);
  },
  fails: ['announced', 'thumbnail'],
  hints: [
    {
      vi: 'Không dòng log, không tin trong Failed: sự kiện chưa hề tới Jobs. Lỗi nằm trước hàng đợi, nên đừng đọc mã của hàm.',
      en: 'No line in the log, no message in Failed: the event never reached Jobs. The fault lies before the queue, so leave the code alone.',
    },
    {
      vi: 'Quy tắc khớp với sự kiện *nếu* có sự kiện. TestEventPattern chỉ thử mẫu, không hỏi S3. Ai phải kể cho EventBridge?',
      en: 'The rule matches the event, *if* there is one. TestEventPattern tries the pattern alone, it does not ask S3. Who has to tell EventBridge?',
    },
    {
      vi: 'aws s3api get-bucket-notification-configuration --bucket … trả về rỗng. S3 mặc định không kể gì cho EventBridge: mỗi bucket phải được bật riêng.',
      en: 'aws s3api get-bucket-notification-configuration --bucket … answers with nothing. By default S3 tells EventBridge nothing: each bucket is switched on by itself.',
    },
    {
      vi: 'Thêm lại notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } } cho Uploads. --solve làm giúp bạn.',
      en: 'Bring notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } } back to Uploads. --solve does it for you.',
    },
  ],
};
