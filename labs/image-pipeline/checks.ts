import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import type { Check, CheckContext } from '#labs/contract.ts';
import { readPng } from './functions/png.ts';
import { bay } from './pictures.ts';
import { givenUp, metadataOf, redrive, takeMetadata } from './queues.ts';
import { attemptsAt, lapsOf, lapTable, timeoutsSince } from './story.ts';
import { put, remove, thumbnailKeyOf, thumbnailOf, uploadPicture, uploadPoison } from './uploads.ts';

/** What a file is called that only pretends to be a picture. */
const POISON = 'hóa đơn';

export const checks: Check[] = [
  {
    id: 'announced',
    says: {
      vi: 'Bucket Uploads kể cho EventBridge, và quy tắc PictureUploaded có nơi để gửi tới',
      en: 'The bucket Uploads tells EventBridge, and the rule PictureUploaded has somewhere to send to',
    },
    hint: {
      vi: 'Quy tắc chỉ thấy những gì có người kể. Ai kể, và bật việc kể ở đâu?',
      en: 'A rule sees only what somebody tells. Who tells, and where is that switched on?',
    },
    async run({ client, outputs, equal }) {
      const { EventBridgeConfiguration } = await client(S3Client).send(
        new GetBucketNotificationConfigurationCommand({ Bucket: outputs.Uploads }),
      );
      equal(EventBridgeConfiguration === undefined ? 'off' : 'on', 'on', {
        vi: 'EventBridge trên bucket',
        en: 'EventBridge on the bucket',
      });
      const events = client(EventBridgeClient);
      const { State } = await events.send(new DescribeRuleCommand({ Name: outputs.Rule }));
      equal(State, 'ENABLED', { vi: 'Quy tắc', en: 'The rule' });
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: outputs.Rule }));
      equal(Targets.length > 0, true, { vi: 'Quy tắc có đích', en: 'The rule has a target' });
    },
  },
  {
    id: 'thumbnail',
    says: {
      vi: 'Ảnh tải lên có bản thu nhỏ rộng 320 điểm, đúng tỉ lệ, đúng màu',
      en: 'An upload gets a thumbnail 320 pixels wide, in its proportions and colours',
    },
    hint: {
      vi: 'Đi theo bức ảnh: bucket có kể không, quy tắc có khớp không, đích có nhận không, hàm có ghi log không?',
      en: 'Follow the picture: does the bucket tell, does the rule match, does its target get it, does the function log?',
    },
    async run(context) {
      const { eventually, equal, fail } = context;
      const uploaded = await uploadPicture(context, 'vịnh.png', 480, 320);
      const file = await eventually(
        async () =>
          (await thumbnailOf(context, uploaded)) ??
          fail(thumbnailKeyOf(uploaded), '-', { vi: 'Trong bucket Thumbnails', en: 'In the bucket Thumbnails' }),
        { within: 5000 },
      );
      const thumbnail = readPng(file);
      equal(`${thumbnail.width} x ${thumbnail.height}`, '320 x 213', { vi: 'Kích thước bản thu nhỏ', en: "The thumbnail's size" });
      const [large, small] = [readPng(uploaded.bytes), thumbnail].map(({ pixels }) => meanOf(pixels));
      equal(Math.abs(large! - small!) < 3, true, {
        vi: `Độ sáng trung bình: ${large!.toFixed(1)} và ${small!.toFixed(1)}`,
        en: `Mean brightness: ${large!.toFixed(1)} and ${small!.toFixed(1)}`,
      });
      await metadataOf(context, uploaded);
      await remove(context, uploaded);
    },
  },
  {
    id: 'metadata',
    says: {
      vi: 'Hàng đợi Metadata có kích thước, số byte và tên bản thu nhỏ của ảnh',
      en: "The queue Metadata holds the picture's size, its bytes and its thumbnail's key",
    },
    hint: {
      vi: 'Hàm gửi tin sau khi ghi bản thu nhỏ. Nó có được phép gửi vào hàng đợi không?',
      en: 'The function sends the message once the thumbnail is written. May it send to the queue?',
    },
    needs: ['thumbnail'],
    async run(context) {
      const uploaded = await uploadPicture(context, 'siêu dữ liệu.png', 360, 240);
      const { metadata } = await metadataOf(context, uploaded);
      const thumbnail = await thumbnailOf(context, uploaded);
      context.equal(
        metadata,
        {
          key: uploaded.key,
          width: 360,
          height: 240,
          bytes: uploaded.bytes.length,
          thumbnailKey: thumbnailKeyOf(uploaded),
          thumbnailBytes: thumbnail?.length ?? 0,
        },
        { vi: 'Tin trong hàng đợi Metadata', en: 'The message in the queue Metadata' },
      );
      await remove(context, uploaded);
    },
  },
  {
    id: 'measured',
    says: { vi: 'Log nói mỗi bước mất bao nhiêu mili giây', en: 'The log tells how many milliseconds each step took' },
    hint: {
      vi: 'Hàm im lặng thì không ai biết nó đang chậm ở đâu. Nó ghi gì vào log sau mỗi bức ảnh?',
      en: 'Of a silent function nobody knows where it is slow. What does it log after each picture?',
    },
    needs: ['thumbnail'],
    async run(context) {
      const uploaded = await uploadPicture(context, 'đo.png', 360, 240);
      await metadataOf(context, uploaded);
      const laps = await context.eventually(
        async () =>
          (await lapsOf(context, uploaded)) ?? context.fail('{"thumbnail":…,"ms":{…}}', '-', { vi: 'Log của Resize', en: "Resize's log" }),
        { within: 2000 },
      );
      const steps = ['decode', 'shrink', 'encode'];
      context.equal(
        steps.filter((step) => step in laps),
        steps,
        { vi: 'Các bước được đo', en: 'Steps that were measured' },
      );
      await remove(context, uploaded);
    },
  },
  {
    id: 'large',
    says: {
      vi: 'Siêu dữ liệu của một bức ảnh 8,6 triệu điểm tới trong vòng 8 giây',
      en: 'The metadata of a picture of 8.6 million pixels arrives within 8 seconds',
    },
    hint: {
      vi: 'Ảnh lớn bị cắt giữa chừng, hay chỉ chậm? Dòng cuối của log nói gì, và bước nào mất thời gian nhất?',
      en: 'Is the large picture cut off, or only slow? What does the last line of the log say, and which step takes longest?',
    },
    needs: ['thumbnail'],
    async run(context) {
      const { equal, eventually, fail, show } = context;
      const uploaded = await uploadPicture(context, 'toàn cảnh.png', 3600, 2400);
      const what = { vi: 'Trong hàng đợi Metadata', en: 'In the queue Metadata' };
      const seen = await eventually(
        async () =>
          (await takeMetadata(context, uploaded)) ?? (await timeoutsSince(context, uploaded.at))[0] ?? fail('3600 x 2400', '-', what),
        { within: 8000, every: 400 },
      );
      // Reason: what timed out is not seen again within these seconds.
      if (typeof seen === 'string') return fail('3600 x 2400', seen, what);
      const { metadata } = seen;
      equal(`${metadata.width} x ${metadata.height}`, '3600 x 2400', { vi: 'Kích thước trong tin', en: 'The size in the message' });
      const laps = await lapsOf(context, uploaded);
      if (laps) show(lapTable(laps));
      await remove(context, uploaded);
    },
  },
  {
    id: 'poisoned',
    says: {
      vi: 'Tệp đội lốt ảnh được thử ba lần rồi nằm lại ở hàng đợi Failed',
      en: 'A file that only pretends to be a picture is tried three times and ends in the queue Failed',
    },
    hint: {
      vi: 'Quy tắc gọi thẳng hàm thì việc thử lại là của Lambda, sau một rồi hai phút, và bỏ cuộc là mất. Ai có thể giữ sự kiện thay nó?',
      en: 'Where the rule calls the function, Lambda retries, after one and two minutes, and what it gives up is lost. Who could keep the event instead?',
    },
    needs: ['thumbnail'],
    async run(context) {
      const { fail, outputs } = context;
      if (!outputs.Failed) fail('Failed', '-', { vi: 'Hàng đợi cho những gì bị bỏ cuộc', en: 'A queue for what is given up' });
      const poison = await uploadPoison(context, `${POISON}.png`);
      await givenUpNow(context, (key) => key === poison.key);
      const attempts = await attemptsAt(context, poison);
      context.equal(
        attempts.map(({ attempt, error }) => `${attempt} ${error.split(':')[0]}`),
        ['1 NoPicture', '2 NoPicture', '3 NoPicture'],
        { vi: 'Các lần thử, theo log', en: 'The attempts, as the log has them' },
      );
    },
  },
  {
    id: 'redriven',
    says: {
      vi: 'Sửa tệp rồi trả sự kiện từ Failed về Jobs: lần này nó thành bản thu nhỏ',
      en: 'With the file mended and its event sent back from Failed to Jobs, it becomes a thumbnail',
    },
    hint: {
      vi: 'StartMessageMoveTask trả tin về hàng đợi mà nó từ đó ra đi. Failed có đúng là DLQ của Jobs không?',
      en: 'StartMessageMoveTask sends messages back to the queue they came from. Is Failed the dead-letter queue of Jobs?',
    },
    needs: ['poisoned'],
    async run(context) {
      // Reason: what the check before this one has left there; to give up another takes seconds.
      const { id, detail } = await givenUpNow(context, (key) => key.startsWith(`${POISON} `));
      const mended = await put(context, detail.object.key, bay(360, 240));
      const { eventId } = await metadataOf(context, mended);
      context.equal(eventId === id, false, { vi: 'Tệp mới có sự kiện riêng', en: 'The new file has an event of its own' });
      await redrive(context);
      const again = await metadataOf(context, mended);
      context.equal(again.eventId, id, { vi: 'Sự kiện được trả lại', en: 'The event that was sent back' });
      await remove(context, mended);
    },
  },
];

const givenUpNow = (context: CheckContext, isWanted: (key: string) => boolean) =>
  context.eventually(
    async () =>
      (await givenUp(context, isWanted)) ??
      context.fail(`${POISON} ….png`, '-', { vi: 'Trong hàng đợi Failed', en: 'In the queue Failed' }),
    { within: 12_000, every: 400 },
  );

function meanOf(pixels: Uint8Array): number {
  return pixels.reduce((sum, value, index) => (index % 4 === 3 ? sum : sum + value), 0) / ((3 * pixels.length) / 4);
}
