import type { Language } from '../i18n/language.ts';

/** Where the embedded cloud knowingly behaves otherwise than AWS, by service: what a reader must not conclude from a run here. */
export const differences: Readonly<Record<string, readonly Record<Language, string>[]>> = {
  budgets: [
    {
      vi: 'Cloud không tính tiền: chi phí thực tế và dự báo luôn là 0, nên không thông báo ngân sách nào được gửi.',
      en: 'The cloud bills nothing: actual and forecast spend are always 0, so no budget notification is ever sent.',
    },
  ],
  cloudfront: [
    {
      vi: 'Chỉ có một biên, nên thay đổi lan tới nơi sau một giây (trên AWS là vài phút), PriceClass và HttpVersion không đổi gì. Yêu cầu tới cửa trước được coi là HTTPS.',
      en: 'There is one edge: a change has arrived after a second (on AWS after minutes), and PriceClass and HttpVersion make no difference. A request at the front door counts as HTTPS.',
    },
    {
      vi: 'Origin chỉ có thể là bucket S3; bộ nhớ đệm mất khi cloud khởi động lại. Không có chứng chỉ, nên không có tên miền riêng. Nơi nền tảng không nén được Brotli thì câu trả lời nén bằng gzip.',
      en: 'Origins are S3 buckets only; caches are cold after a restart of the cloud. There are no certificates, so no domain names of one’s own. Where the platform cannot write Brotli, the answer is gzip.',
    },
  ],
  cloudwatch: [
    {
      vi: 'Số liệu có ngay khi được ghi. Alarm được đánh giá đúng đầu mỗi phút (mỗi 10 giây nếu có chu kỳ dưới một phút), nhìn lại thêm hai chu kỳ ngoài số chu kỳ đánh giá.',
      en: 'Data is there as soon as it is written. Alarms are evaluated as each minute begins (every 10 seconds with periods under a minute) and look back two periods beyond the evaluation periods.',
    },
    {
      vi: 'Phân vị chính xác đến 160 giá trị khác nhau mỗi phút; nhiều hơn thì sai số từ khoảng 1%. Mỗi region giữ tối đa 10.000 số liệu, số liệu im lặng lâu nhất bị bỏ trước.',
      en: 'Percentiles are exact for up to 160 different values a minute, and from about 1 % off beyond. A region keeps 10,000 metrics; the one silent for longest goes first.',
    },
    {
      vi: 'Hành động của alarm chỉ có SNS và Lambda. Độ sâu và tuổi của hàng đợi SQS chỉ được đo khi hàng đợi có hoạt động hoặc region có alarm.',
      en: 'Alarm actions are SNS topics and Lambda functions only. The depth and age of an SQS queue are measured only while it is used or the region has alarms.',
    },
    {
      vi: 'Số liệu do dịch vụ tự ghi chỉ có của API Gateway, DynamoDB, EventBridge, Kinesis, Lambda, SQS và Step Functions.',
      en: 'Metrics published by services themselves are those of API Gateway, DynamoDB, EventBridge, Kinesis, Lambda, SQS and Step Functions only.',
    },
  ],
  dynamodb: [
    {
      vi: 'Không bao giờ bóp (throttle), kể cả bảng provisioned; bảng và index dùng được ngay; GSI không bao giờ trễ sau bảng.',
      en: 'Never throttles, provisioned tables included; tables and indexes are ready at once; a GSI is never behind its table.',
    },
    {
      vi: 'TTL xóa mục trong đúng giây nó hết hạn; trên AWS có thể mất vài ngày. Mỗi stream có một shard.',
      en: 'TTL deletes an item in the second it expires; on AWS that may take days. A stream has one shard.',
    },
  ],
  events: [
    {
      vi: 'Sự kiện đến đích ngay; lần thử lại cách nhau 30 giây, rồi gấp đôi dần đến 8 phút, không có jitter. Sự kiện đến hạn khi cloud đang dừng sẽ chạy một lần lúc khởi động lại.',
      en: 'Events reach their targets at once; retries follow after 30 seconds, then at twice the distance up to 8 minutes, without jitter. What falls due while the cloud is stopped is done once, when it starts again.',
    },
    {
      vi: 'Chỉ S3 gửi sự kiện của dịch vụ; không có API destination, connection, endpoint toàn cầu hay nguồn của đối tác. Vòng lặp giữa các bus dừng sau 16 lần chuyển tiếp.',
      en: 'Of the services only S3 sends events; there are no API destinations, connections, global endpoints or partner sources. A circle of buses ends after an event was passed on 16 times.',
    },
    {
      vi: 'Kho lưu trữ (archive) không hiện rule do AWS quản lý; phát lại (replay) mỗi giây gửi lại sự kiện của một phút.',
      en: 'An archive shows no rule managed by AWS; a replay sends the events of one minute every second.',
    },
  ],
  iam: [
    {
      vi: 'Chữ ký của request không được kiểm tra: access key nào cũng vào được, nên cloud chỉ lắng nghe trên loopback. Root được assume role.',
      en: 'Signatures are not verified: any access key is let in, so the cloud listens on the loopback interface only. Root may assume roles.',
    },
  ],
  kinesis: [
    {
      vi: 'Shard không có giới hạn ghi và đọc, nên PutRecords không bao giờ lỗi một phần và stream on-demand không tự tăng shard.',
      en: 'Shards have no write or read limits, so PutRecords never fails in part and on-demand streams never scale.',
    },
  ],
  lambda: [
    {
      vi: 'CPU không bị chia theo bộ nhớ; arm64 và x86_64 như nhau; nodejs22.x và nodejs24.x cùng chạy trên Node.js của cloud.',
      en: 'CPU is not shared out by memory; arm64 and x86_64 are the same; nodejs22.x and nodejs24.x both run on the Node.js of the cloud.',
    },
    {
      vi: 'Trên Linux, lúc hàm phải đợi một nhân CPU của máy không tính vào Duration và timeout; context.getRemainingTimeInMillis() vẫn theo đồng hồ.',
      en: 'On Linux, time a function waits for a core of the machine counts neither as Duration nor against the timeout; context.getRemainingTimeInMillis() still follows the clock.',
    },
    {
      vi: 'Giữa hai lần gọi, môi trường không bị đóng băng, và /tmp là /tmp của máy.',
      en: 'Between invocations an environment is not frozen, and /tmp is that of the machine.',
    },
    {
      vi: 'fetch gọi địa chỉ AWS của API, function URL, website hay distribution đã triển khai thì tới cloud nhúng; node:http và node:https thì đi ra mạng thật. Trong trang, fetch không tới được nơi nào khác.',
      en: 'fetch reaches the embedded cloud by the AWS addresses of the APIs, function URLs, websites and distributions deployed there; node:http and node:https go out to the real network. In the page fetch reaches nothing else.',
    },
  ],
  logs: [
    {
      vi: 'Truy vấn Logs Insights xong ngay khi bắt đầu, nên StopQuery luôn bị từ chối; 20 truy vấn gần nhất được giữ lại.',
      en: 'A Logs Insights query is complete as soon as it is started, so StopQuery is always refused; the latest 20 queries are kept.',
    },
  ],
  organizations: [
    {
      vi: 'Không có service control policy, lời mời hay đóng tài khoản; số tài khoản không bị giới hạn, và tài khoản có sau chưa đầy một giây.',
      en: 'No service control policies, invitations or closing of accounts; the number of accounts is not limited, and one is there within a second.',
    },
  ],
  s3: [
    {
      vi: 'Mã hóa hiện đúng trong mọi câu trả lời, nhưng byte trên đĩa không được mã hóa.',
      en: 'Encryption shows in every answer, but the bytes on disk are not encrypted.',
    },
  ],
  scheduler: [
    {
      vi: 'Lịch đến hạn khi cloud đang dừng sẽ chạy một lần lúc cloud khởi động lại.',
      en: 'What falls due while the cloud is stopped is done once, when it starts again.',
    },
  ],
  secretsmanager: [
    {
      vi: 'Bí mật được lưu như văn bản thường; không có xoay vòng, nhân bản sang region khác hay khóa KMS riêng.',
      en: 'Secrets are stored as plain text; there is no rotation, replication or key of your own.',
    },
  ],
  servicequotas: [
    {
      vi: 'Chỉ có các hạn mức mà lab chạm tới. Yêu cầu tăng hạn mức luôn ở PENDING; cloud chỉ áp dụng hạn mức số lần chạy đồng thời của Lambda.',
      en: 'Only the quotas that labs come near to. A request for more stays PENDING; the cloud itself holds to Lambda concurrency only.',
    },
  ],
  ssm: [
    {
      vi: 'SecureString được lưu như văn bản thường; chỉ nhận key alias/aws/ssm.',
      en: 'A SecureString is stored as plain text; only the key alias/aws/ssm is accepted.',
    },
  ],
  tag: [
    {
      vi: 'Tài nguyên từng có tag mà nay không còn tag nào thì không hiện nữa; trên AWS vẫn hiện. Như trên AWS, role và user không hiện.',
      en: 'What had tags and has none any more is not shown; AWS shows it. As on AWS, roles and users are not shown.',
    },
  ],
  xray: [
    {
      vi: 'Chỉ có quy tắc lấy mẫu mặc định (mỗi giây một yêu cầu, rồi 5 %); không có group, insight hay mã hóa bằng KMS. Trace giữ 30 ngày, tổng cộng tối đa 16 MB: trace cũ nhất bị bỏ trước.',
      en: 'The default sampling rule is the only one (one request a second, then 5 %); there are no groups, insights or keys of KMS. Traces are kept for 30 days and 16 MB in all: the oldest go first.',
    },
    {
      vi: 'Chỉ Lambda và stage của REST API tự ghi segment; lời gọi bị Lambda từ chối vì quá tải (429) không để lại segment. Trace đi qua SQS không được nối với trace của hàm nhận.',
      en: 'Only Lambda and stages of REST APIs write segments by themselves; an invocation that Lambda throttles (429) leaves none. A trace that goes through SQS is not linked to that of the function behind it.',
    },
  ],
  states: [
    {
      vi: 'Kết quả của tích hợp dịch vụ không có SdkHttpMetadata và SdkResponseMetadata. Không có Map phân tán, phiên bản, alias, HTTP Task, Credentials và X-Ray; nơi nào cần đến chúng thì bị từ chối đích danh.',
      en: 'Results of service integrations lack SdkHttpMetadata and SdkResponseMetadata. No distributed maps, versions, aliases, HTTP tasks, Credentials or X-Ray: what needs them is refused by name.',
    },
    {
      vi: 'Lời gọi đang chạy lúc cloud dừng sẽ được gọi lại khi cloud khởi động. Chuyển trạng thái không bị giới hạn tốc độ.',
      en: 'A call under way while the cloud is stopped is made again when it starts. Transitions are not throttled.',
    },
  ],
};
