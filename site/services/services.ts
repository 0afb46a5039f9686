import type { Bilingual } from '../i18n/language.ts';

/** What a reader should know of an AWS service before meeting it. */
export interface Service {
  /** How AWS calls it in text. */
  name: string;
  /** A file of `aws-icons/icons/architecture-service`. */
  icon: string;
  /** What it is, in a paragraph. */
  what: Bilingual;
  /** What is free, and what costs. */
  price: Bilingual;
  /** AWS's own guide. */
  docs: string;
}

/** When the prices and free allowances below were last looked up. US East (N. Virginia), on demand, unless a text says otherwise. */
export const pricesChecked = '2026-11';

/** Every service the labs use, by its name in IAM. */
export const services: Readonly<Record<string, Service>> = {
  apigateway: {
    name: 'Amazon API Gateway',
    icon: 'AmazonAPIGateway',
    what: {
      vi: 'Cửa trước của một ứng dụng: nhận yêu cầu HTTP, kiểm tra (quyền, mẫu dữ liệu, hạn mức), chuyển cho hàm hoặc dịch vụ phía sau rồi trả câu trả lời về. Có hai loại: REST API nhiều tính năng, HTTP API rẻ và gọn hơn.',
      en: 'The front door of an application: it takes HTTP requests, checks them (permission, shape, limits), hands them to a function or service and returns the answer. There are two kinds: REST APIs with more features, HTTP APIs that are smaller and cheaper.',
    },
    price: {
      vi: 'Trả theo số yêu cầu: REST API 3,50 USD một triệu, HTTP API 1,00 USD. Không có yêu cầu thì không tốn, trừ khi bật bộ nhớ đệm.',
      en: 'Pay per request: REST APIs 3.50 USD a million, HTTP APIs 1.00 USD. Nothing while nobody calls, unless its cache is on.',
    },
    docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/welcome.html',
  },
  cloudformation: {
    name: 'AWS CloudFormation',
    icon: 'AWSCloudFormation',
    what: {
      vi: 'Nhận một mẫu mô tả hạ tầng rồi tạo, sửa, gỡ các tài nguyên theo đúng thứ tự phụ thuộc; hỏng giữa chừng thì đưa về trạng thái cũ. CDK sinh ra mẫu ấy từ mã TypeScript.',
      en: 'Takes a template that describes infrastructure, and creates, changes and removes the resources in the order of their dependencies; when something fails it goes back. CDK writes that template from TypeScript.',
    },
    price: {
      vi: 'Miễn phí với tài nguyên của AWS; bạn chỉ trả cho chính các tài nguyên.',
      en: 'Free for resources of AWS; you pay for the resources themselves.',
    },
    docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/Welcome.html',
  },
  cloudfront: {
    name: 'Amazon CloudFront',
    icon: 'AmazonCloudFront',
    what: {
      vi: 'Mạng phân phối nội dung: hàng trăm điểm biên trên thế giới giữ bản sao của nội dung, trả lời người đọc từ nơi gần nhất, kèm HTTPS, nén và header bảo mật. Bucket phía sau không cần công khai.',
      en: 'A content delivery network: hundreds of edges around the world keep copies of what you publish and answer readers from the nearest one, with HTTPS, compression and security headers. The bucket behind it need not be public.',
    },
    price: {
      vi: 'Luôn miễn phí mỗi tháng: 1 TB truyền ra, 10 triệu yêu cầu, 1.000 đường dẫn invalidation. Quá mức ấy: từ 0,085 USD một GB ở Bắc Mỹ và châu Âu, 0,120 USD ở Đông Nam Á.',
      en: 'Always free each month: 1 TB out, 10 million requests, 1,000 invalidation paths. Beyond that from 0.085 USD a GB in North America and Europe, 0.120 USD in South-East Asia.',
    },
    docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html',
  },
  cloudwatch: {
    name: 'Amazon CloudWatch',
    icon: 'AmazonCloudWatch',
    what: {
      vi: 'Số đo, cảnh báo và bảng điều khiển. Mọi dịch vụ tự gửi số đo về đây; cảnh báo theo dõi một số đo và báo khi nó vượt ngưỡng.',
      en: 'Metrics, alarms and dashboards. Every service reports its metrics here by itself; an alarm watches one and speaks up when it crosses a threshold.',
    },
    price: {
      vi: 'Luôn miễn phí mỗi tháng: 10 số đo tự tạo, 10 cảnh báo, 3 bảng điều khiển. Quá mức ấy: 0,30 USD một số đo, 0,10 USD một cảnh báo mỗi tháng.',
      en: 'Always free each month: 10 custom metrics, 10 alarms, 3 dashboards. Beyond that 0.30 USD a metric and 0.10 USD an alarm per month.',
    },
    docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html',
  },
  dynamodb: {
    name: 'Amazon DynamoDB',
    icon: 'AmazonDynamoDB',
    what: {
      vi: 'Cơ sở dữ liệu khóa và giá trị, không có máy chủ để quản. Mỗi mục được tìm bằng khóa, đọc ghi vài mili giây dù bảng lớn cỡ nào; đổi lại, bạn phải nghĩ trước sẽ đọc theo cách nào.',
      en: 'A key-value database without servers to run. Items are found by key, in a few milliseconds however large the table; in return you decide beforehand how it will be read.',
    },
    price: {
      vi: 'Luôn miễn phí: 25 GB lưu trữ, và 25 đơn vị đọc, 25 đơn vị ghi nếu đặt trước dung lượng. Trả theo lượng dùng: 0,125 USD một triệu đơn vị đọc, 0,625 USD một triệu đơn vị ghi.',
      en: 'Always free: 25 GB stored, and 25 read and 25 write units of provisioned capacity. On demand: 0.125 USD a million read units, 0.625 USD a million write units.',
    },
    docs: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html',
  },
  ecr: {
    name: 'Amazon ECR',
    icon: 'AmazonElasticContainerRegistry',
    what: {
      vi: 'Kho ảnh container riêng của tài khoản, phân quyền bằng IAM.',
      en: "An account's own registry of container images, guarded by IAM.",
    },
    price: { vi: '0,10 USD mỗi GB mỗi tháng.', en: '0.10 USD a GB and month.' },
    docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html',
  },
  events: {
    name: 'Amazon EventBridge',
    icon: 'AmazonEventBridge',
    what: {
      vi: 'Trạm trung chuyển sự kiện: đọc nội dung từng sự kiện, so với mẫu của từng quy tắc, rồi gửi tới những đích khớp. Bên gửi không cần biết ai nhận.',
      en: 'A junction for events: it reads each event, compares it with the pattern of every rule and sends it to the targets that match. Senders need not know who receives.',
    },
    price: {
      vi: 'Sự kiện dịch vụ AWS tự phát miễn phí; loại phải bật mới có (như của S3) và sự kiện của bạn 1,00 USD một triệu.',
      en: 'Events that AWS services send by themselves are free; those you opt in to (such as those of S3) and your own cost 1.00 USD a million.',
    },
    docs: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html',
  },
  iam: {
    name: 'AWS IAM',
    icon: 'AWSIdentityandAccessManagement',
    what: {
      vi: 'Nơi quyết định ai được làm gì với tài nguyên nào. Mọi lệnh gọi tới AWS đều qua đây: người dùng, vai trò và policy, cấm thắng cho phép, không nói gì nghĩa là cấm.',
      en: 'Decides who may do what with which resource. Every call to AWS passes through it: users, roles and policies; deny beats allow, and silence is a deny.',
    },
    price: { vi: 'Miễn phí.', en: 'Free.' },
    docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html',
  },
  kinesis: {
    name: 'Amazon Kinesis Data Streams',
    icon: 'AmazonKinesisDataStreams',
    what: {
      vi: 'Luồng bản ghi có thứ tự, chia thành shard và giữ lại từ một ngày tới một năm, để nhiều bên đọc cùng lúc, mỗi bên theo nhịp của mình.',
      en: 'A stream of records in order, split into shards and kept from a day to a year, so that several readers can follow it, each at its own pace.',
    },
    price: {
      vi: 'Không có bậc miễn phí và tính tiền theo giờ: 0,015 USD mỗi shard, kể cả khi không có bản ghi nào. Xong lab nhớ gỡ.',
      en: 'No free allowance, and charged by the hour: 0.015 USD a shard, records or not. Remove the lab when you are done.',
    },
    docs: 'https://docs.aws.amazon.com/streams/latest/dev/introduction.html',
  },
  lambda: {
    name: 'AWS Lambda',
    icon: 'AWSLambda',
    what: {
      vi: 'Chạy một hàm của bạn mỗi khi có việc: một yêu cầu, một tệp mới, một lô bản ghi. Không có việc thì không có gì chạy; nhiều việc cùng lúc thì nhiều bản chạy song song.',
      en: 'Runs a function of yours whenever there is work: a request, a new file, a batch of records. Without work nothing runs; with much of it many copies run side by side.',
    },
    price: {
      vi: 'Luôn miễn phí mỗi tháng: một triệu lần gọi và 400.000 GB-giây. Quá mức ấy: 0,20 USD một triệu lần gọi, cộng 0,0000133334 USD mỗi GB-giây (arm64).',
      en: 'Always free each month: a million invocations and 400,000 GB-seconds. Beyond that 0.20 USD a million invocations, plus 0.0000133334 USD a GB-second (arm64).',
    },
    docs: 'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html',
  },
  logs: {
    name: 'Amazon CloudWatch Logs',
    icon: 'AmazonCloudWatch',
    what: {
      vi: 'Nơi các hàm và dịch vụ viết log. Log nằm trong nhóm log, có thời hạn giữ, tìm và tổng hợp được bằng Logs Insights. Với Lambda, đây là cửa sổ duy nhất nhìn vào bên trong.',
      en: 'Where functions and services write their logs, in log groups with a retention, searched and summed up by Logs Insights. With Lambda it is the only window inside.',
    },
    price: {
      vi: 'Luôn miễn phí 5 GB mỗi tháng (ghi, lưu và quét cộng lại). Quá mức ấy: 0,50 USD mỗi GB ghi vào.',
      en: 'Always free: 5 GB a month, of writing, keeping and scanning together. Beyond that 0.50 USD a GB written.',
    },
    docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html',
  },
  s3: {
    name: 'Amazon S3',
    icon: 'AmazonSimpleStorageService',
    what: {
      vi: 'Kho tệp không đáy: mỗi tệp là một đối tượng trong bucket, đọc ghi qua HTTP, và S3 có thể báo cho hàm, hàng đợi hay topic mỗi khi có đối tượng mới.',
      en: 'A store for files without a bottom: each file is an object in a bucket, read and written over HTTP, and S3 can tell a function, queue or topic about every new one.',
    },
    price: {
      vi: '0,023 USD mỗi GB mỗi tháng, 0,005 USD một nghìn lần ghi, 0,0004 USD một nghìn lần đọc. Tài khoản mở trước 15/7/2025 có 5 GB miễn phí trong 12 tháng; tài khoản mới dùng tiền tặng ban đầu.',
      en: '0.023 USD a GB and month, 0.005 USD a thousand writes, 0.0004 USD a thousand reads. Accounts from before 15 July 2025 have 5 GB free for twelve months; newer ones use their starting credits.',
    },
    docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html',
  },
  scheduler: {
    name: 'Amazon EventBridge Scheduler',
    icon: 'AmazonEventBridge',
    what: {
      vi: 'Gọi một đích vào giờ đã hẹn, một lần hoặc lặp lại theo lịch cron, đúng múi giờ bạn chọn.',
      en: 'Calls a target at a set time, once or by a cron expression, in the time zone you choose.',
    },
    price: { vi: 'Luôn miễn phí 14 triệu lần gọi mỗi tháng.', en: 'Always free: 14 million invocations a month.' },
    docs: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html',
  },
  secretsmanager: {
    name: 'AWS Secrets Manager',
    icon: 'AWSSecretsManager',
    what: {
      vi: 'Cất mật khẩu và khóa đã mã hóa, cấp cho ai được IAM cho phép, và thay mới theo lịch.',
      en: 'Keeps passwords and keys encrypted, hands them to those whom IAM allows, and rotates them on a schedule.',
    },
    price: { vi: '0,40 USD mỗi secret mỗi tháng, tính theo giờ.', en: '0.40 USD a secret and month, by the hour.' },
    docs: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html',
  },
  sns: {
    name: 'Amazon SNS',
    icon: 'AmazonSimpleNotificationService',
    what: {
      vi: 'Chiếc loa: một thông điệp gửi lên topic tới ngay mọi bên đã đăng ký, hàm, hàng đợi, HTTP hay email. Ai lỡ thì thôi, SNS không giữ lại.',
      en: 'The loudspeaker: a message to a topic goes at once to everyone subscribed, be it a function, queue, HTTP address or mailbox. It is not kept for those who missed it.',
    },
    price: {
      vi: 'Luôn miễn phí một triệu yêu cầu mỗi tháng; gửi tới Lambda và SQS không tốn thêm.',
      en: 'Always free: a million requests a month; deliveries to Lambda and SQS cost nothing more.',
    },
    docs: 'https://docs.aws.amazon.com/sns/latest/dg/welcome.html',
  },
  sqs: {
    name: 'Amazon SQS',
    icon: 'AmazonSimpleQueueService',
    what: {
      vi: 'Hàng đợi: giữ thông điệp tới khi có người nhận xong và xóa đi. Nhận rồi mà không xóa thì thông điệp hiện lại; hỏng nhiều lần thì sang hàng đợi thư chết.',
      en: 'A queue: it keeps messages until a receiver has finished and deleted them. Received but not deleted, a message appears again; after failing often it goes to a dead-letter queue.',
    },
    price: {
      vi: 'Luôn miễn phí một triệu yêu cầu mỗi tháng; sau đó 0,40 USD một triệu (hàng đợi FIFO 0,50 USD).',
      en: 'Always free: a million requests a month; then 0.40 USD a million (FIFO queues 0.50 USD).',
    },
    docs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html',
  },
  ssm: {
    name: 'AWS Systems Manager',
    icon: 'AWSSystemsManager',
    what: {
      vi: 'Bộ công cụ vận hành. Trong workshop, phần hay gặp nhất là Parameter Store: những giá trị cấu hình có tên, có phiên bản, đọc được bằng quyền IAM.',
      en: 'A box of tools for operations. The one this workshop meets most is Parameter Store: named configuration values with versions, read with IAM permissions.',
    },
    price: { vi: 'Tham số loại thường miễn phí.', en: 'Standard parameters are free.' },
    docs: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/what-is-systems-manager.html',
  },
  states: {
    name: 'AWS Step Functions',
    icon: 'AWSStepFunctions',
    what: {
      vi: 'Nối nhiều bước thành một quy trình: rẽ nhánh, chạy song song, chờ, thử lại, bắt lỗi. Mỗi lần chạy để lại lịch sử xem được từng bước.',
      en: 'Joins steps into a workflow that branches, runs in parallel, waits, retries and catches errors. Every execution leaves a history, step by step.',
    },
    price: {
      vi: 'Luôn miễn phí 4.000 lần chuyển bước mỗi tháng (loại Standard); sau đó 0,025 USD một nghìn.',
      en: 'Always free: 4,000 state transitions a month (Standard workflows); then 0.025 USD a thousand.',
    },
    docs: 'https://docs.aws.amazon.com/step-functions/latest/dg/welcome.html',
  },
  sts: {
    name: 'AWS STS',
    icon: 'AWSIdentityandAccessManagement',
    what: {
      vi: 'Phát khóa tạm thời cho người mang một vai trò IAM, và trả lời câu hỏi “tôi đang là ai”.',
      en: 'Hands out temporary credentials to whoever takes on an IAM role, and answers “who am I”.',
    },
    price: { vi: 'Miễn phí.', en: 'Free.' },
    docs: 'https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html',
  },
  xray: {
    name: 'AWS X-Ray',
    icon: 'AWSXRay',
    what: {
      vi: 'Theo dấu một yêu cầu qua nhiều dịch vụ, cho thấy từng chặng mất bao lâu và lỗi bắt đầu ở đâu.',
      en: 'Follows a request through several services, and shows how long each leg took and where an error began.',
    },
    price: {
      vi: 'Luôn miễn phí 100.000 trace ghi và một triệu trace đọc mỗi tháng; sau đó 5,00 USD một triệu trace ghi.',
      en: 'Always free: 100,000 traces recorded and a million retrieved each month; then 5.00 USD a million recorded.',
    },
    docs: 'https://docs.aws.amazon.com/xray/latest/devguide/aws-xray.html',
  },
};

/** One service. Throws naming those there are. */
export function serviceOf(id: string): Service {
  const found = services[id];
  if (!found) throw new Error(`site/services/services.ts has no service "${id}". It has: ${Object.keys(services).join(', ')}`);
  return found;
}
