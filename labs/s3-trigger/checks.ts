import { GetPolicyCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Check, CheckContext } from '#labs/contract.ts';
import { MEGABYTE, remove, storyOf, upload, uploadTable } from './uploads.ts';

export const checks: Check[] = [
  {
    id: 'permitted',
    says: {
      vi: 'Policy của hàm Describe cho phép S3 gọi nó, chỉ từ bucket của tài khoản này',
      en: "Describe's own policy lets S3 call it, for a bucket of this account only",
    },
    hint: {
      vi: 'Bên nhận phải cho phép bên gọi. Policy gắn với hàm (không phải với vai trò) nói gì về s3.amazonaws.com?',
      en: 'Whoever is called must permit the caller. What does the policy on the function, not on its role, say about s3.amazonaws.com?',
    },
    async run(context) {
      const { outputs, equal } = context;
      const statements = await statementsOf(context);
      const forS3 = statements.find(({ Principal }) => typeof Principal === 'object' && Principal.Service === 's3.amazonaws.com');
      equal(forS3?.Action ?? '-', 'lambda:InvokeFunction', { vi: 'S3 được phép', en: 'S3 may' });
      const { ArnLike, StringEquals } = forS3?.Condition ?? {};
      equal(matches(ArnLike?.['AWS:SourceArn'] ?? '', `arn:aws:s3:::${outputs.Uploads}`), true, {
        vi: `AWS:SourceArn khớp với ${outputs.Uploads}`,
        en: `AWS:SourceArn covers ${outputs.Uploads}`,
      });
      equal(/^\d{12}$/.test(StringEquals?.['AWS:SourceAccount'] ?? ''), true, {
        vi: 'Có AWS:SourceAccount',
        en: 'AWS:SourceAccount is there',
      });
    },
  },
  {
    id: 'small-file',
    says: {
      vi: 'Tải một tệp nhỏ lên, log của Describe có tên và cỡ của nó',
      en: "After a small upload, Describe's log holds its name and its size",
    },
    hint: {
      vi: 'Bucket có được dặn phải báo cho hàm không (NotificationConfiguration)? Và khi báo, nó có được phép gọi không?',
      en: 'Is the bucket told to notify the function (NotificationConfiguration)? And when it does, may it call?',
    },
    async run(context) {
      const file = await upload(context, 'ảnh cưới số 1.txt', 3000);
      await context.eventually(
        async () => {
          const { size } = await storyOf(context, file);
          context.equal(size ?? '-', file.size, { vi: `Cỡ của "${file.key}" trong log`, en: `Size of "${file.key}" in the log` });
        },
        { within: 5000 },
      );
      await remove(context, file);
    },
  },
  {
    id: 'large-file',
    says: { vi: 'Describe đọc hết một tệp 10 MB trước khi hết giờ', en: 'Describe gets through a file of 10 MB before its time is up' },
    hint: {
      vi: 'Đọc log của Describe từ dưới lên: dòng cuối cùng trước REPORT nói gì? Nhớ rằng việc tốn chừng một giây cho mỗi MB.',
      en: "Read Describe's log from the bottom: what does the last line before REPORT say? The work takes about a second for a megabyte.",
    },
    needs: ['small-file'],
    async run(context) {
      const { eventually, equal, fail, show, tell } = context;
      const file = await upload(context, 'phim.mov', 10 * MEGABYTE);
      tell({ vi: 'Đã tải 10 MB lên, đợi Describe đọc xong', en: '10 MB are uploaded, waiting for Describe to get through them' });
      const story = await eventually(
        async () => {
          const seen = await storyOf(context, file);
          if (!seen.report) fail('REPORT RequestId: …', '-', { vi: 'Log của Describe', en: "Describe's log" });
          return seen;
        },
        { within: 120_000, every: 500 },
      );
      show(uploadTable([[file, story]]));
      equal(story.timedOut ?? story.fingerprint?.replace(/.*/, 'described') ?? '-', 'described', {
        vi: 'Kết cục của tệp 10 MB',
        en: 'What became of the 10 MB',
      });
      // Reason: of a file that timed out Lambda makes two more attempts, which have to find it.
      await remove(context, file);
    },
  },
];

interface Statement {
  Action: string;
  Principal: string | { Service?: string };
  Condition?: { ArnLike?: Record<string, string>; StringEquals?: Record<string, string> };
}

/** The statements on the function; none where it has no policy. */
async function statementsOf({ client, outputs }: CheckContext): Promise<Statement[]> {
  try {
    const { Policy = '{}' } = await client(LambdaClient).send(new GetPolicyCommand({ FunctionName: outputs.Describe }));
    const { Statement = [] }: { Statement?: Statement[] } = JSON.parse(Policy);
    return Statement;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}

/** Whether an ARN matches a pattern with `*`. */
function matches(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}
