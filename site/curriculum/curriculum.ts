import type { Chapter } from '../chapters/chapter.ts';
import type { Bilingual } from '../i18n/language.ts';

/** A chapter as the outline of the workshop has it, written or not. */
export interface Outlined {
  /** `3.1`: the place in the book, by which a written chapter is recognised. */
  number: string;
  title: Bilingual;
}

/** Every chapter of parts 1 to 7, in order. */
export const curriculum: readonly Outlined[] = [
  { number: '1.0', title: { vi: 'Serverless là gì', en: 'What serverless is' } },
  { number: '1.1', title: { vi: 'Vòng đời hàm Lambda', en: 'Life of a function' } },
  { number: '1.2', title: { vi: 'S3 gọi Lambda', en: 'S3 calls Lambda' } },
  { number: '1.3', title: { vi: 'REST API', en: 'REST API' } },
  { number: '1.4', title: { vi: 'CRUD với DynamoDB', en: 'CRUD with DynamoDB' } },
  { number: '1.5', title: { vi: 'Chỉ mục và trang', en: 'Indexes and pages' } },
  { number: '1.6', title: { vi: 'Luồng DynamoDB', en: 'DynamoDB streams' } },
  { number: '2.1', title: { vi: 'Đơn hàng qua Step Functions', en: 'An order through Step Functions' } },
  { number: '2.2', title: { vi: 'Luồng công việc chịu được lỗi', en: 'A workflow that bears failure' } },
  { number: '2.3', title: { vi: 'Ảnh, EventBridge và hàng đợi', en: 'Pictures, EventBridge and a queue' } },
  { number: '2.4', title: { vi: 'LEDA', en: 'LEDA' } },
  { number: '3.1', title: { vi: 'Từ lỗi đến sự cố được ghi lại', en: 'From an error to a recorded incident' } },
  { number: '3.2', title: { vi: 'Lần theo một yêu cầu bằng X-Ray', en: 'Tracing a request with X-Ray' } },
  { number: '3.3', title: { vi: 'Systems Manager: không cần khóa SSH', en: 'Systems Manager: no SSH keys' } },
  { number: '4.1', title: { vi: 'Nhóm máy tự co giãn', en: 'A group that scales itself' } },
  { number: '4.2', title: { vi: 'Chia tải theo đường dẫn', en: 'Balancing by path' } },
  { number: '4.3', title: { vi: 'RDS Multi-AZ', en: 'RDS Multi-AZ' } },
  { number: '5.1', title: { vi: 'Đường ống cho một trang tĩnh', en: 'A pipeline for a static site' } },
  { number: '5.2', title: { vi: 'Đường ống cho một ứng dụng serverless', en: 'A pipeline for a serverless app' } },
  { number: '6.1', title: { vi: 'Toàn cảnh hệ thống', en: 'The system as a whole' } },
  { number: '6.2', title: { vi: 'Chuẩn bị', en: 'Prerequisites' } },
  { number: '6.3', title: { vi: 'Mạng', en: 'The network' } },
  { number: '6.4', title: { vi: 'Container trên ECS Fargate', en: 'Containers on ECS Fargate' } },
  { number: '6.5', title: { vi: 'Cân bằng tải và chứng chỉ', en: 'Load balancer and certificate' } },
  { number: '6.6', title: { vi: 'Cơ sở dữ liệu, bộ nhớ đệm, tệp', en: 'Database, cache, files' } },
  { number: '6.7', title: { vi: 'Dịch vụ AI', en: 'The AI service' } },
  { number: '6.8', title: { vi: 'CI/CD cho container', en: 'CI/CD for containers' } },
  { number: '6.9', title: { vi: 'Bảo mật và IAM', en: 'Security and IAM' } },
  { number: '6.10', title: { vi: 'Giám sát', en: 'Monitoring' } },
  { number: '6.11', title: { vi: 'Dọn, và chứng minh là sạch', en: 'Clean up, and prove it' } },
  { number: '7.1', title: { vi: 'Lập kế hoạch', en: 'Plan' } },
  { number: '7.2', title: { vi: 'Chuẩn bị tài khoản', en: 'Prepare the accounts' } },
  { number: '7.3', title: { vi: 'Trong buổi học', en: 'On the day' } },
  { number: '7.4', title: { vi: 'Dọn, và chứng minh là sạch', en: 'Clean up, and prove it' } },
];

/** The chapters of a part that nobody can read yet. */
export function beingBuilt(part: string, chapters: readonly Chapter[], outline = curriculum): Outlined[] {
  const written = new Set(chapters.map(({ number }) => number));
  return outline.filter(({ number }) => number.startsWith(`${part}.`) && !written.has(number));
}

/** A chapter by its number: the page when it is written, else what the outline calls it. Throws when neither knows it. */
export function chapterAt(
  number: string,
  chapters: readonly Chapter[],
  outline = curriculum,
): { page: Chapter } | { page: undefined; outlined: Outlined } {
  const page = chapters.find((chapter) => chapter.number === number);
  if (page) return { page };
  const outlined = outline.find((entry) => entry.number === number);
  if (!outlined) throw new Error(`there is no chapter ${number}, neither written nor in site/curriculum/curriculum.ts`);
  return { page: undefined, outlined };
}
