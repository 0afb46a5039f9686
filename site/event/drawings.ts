import type { Scene } from '../diagram/scene.ts';
import { toldScene } from './event-scene.ts';

const ROLE = 'resource/AWSIdentityAccessManagementRole';
const STACK = 'architecture-service/AWSCloudFormation';
const role = { vi: 'vai trò IAM', en: 'IAM role' };

/** Who comes into a participant's account, through which role, and what is there. */
const accounts = toldScene(
  [
    {
      id: 'teacher',
      called: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'người đứng lớp', en: 'instructor' },
      icon: 'resource/User',
      at: [0, 0],
    },
    {
      id: 'opener',
      called: { vi: 'role', en: 'role' },
      kind: { vi: 'của event.yaml', en: 'of event.yaml' },
      icon: ROLE,
      at: [1, 0],
      group: 'account',
    },
    {
      id: 'event',
      called: { vi: 'Stack của sự kiện', en: 'The event’s stack' },
      kind: { vi: 'vai trò, giới hạn, ngân sách', en: 'role, boundary, budget' },
      icon: STACK,
      at: [2, 0],
      group: 'account',
    },
    {
      id: 'bootstrap',
      called: { vi: 'CDKToolkit', en: 'CDKToolkit' },
      kind: { vi: 'ở lại', en: 'stays' },
      icon: STACK,
      at: [3, 0],
      group: 'account',
    },
    { id: 'learner', called: { vi: 'An', en: 'An' }, kind: { vi: 'người học', en: 'participant' }, icon: 'resource/User', at: [0, 1] },
    {
      id: 'participant',
      called: { vi: 'workshop-participant', en: 'workshop-participant' },
      kind: role,
      icon: ROLE,
      at: [1, 1],
      group: 'account',
    },
    {
      id: 'labs',
      called: { vi: 'Stack các lab', en: 'The labs’ stacks' },
      kind: { vi: 'mang thẻ của sự kiện', en: 'with the event’s tags' },
      icon: STACK,
      at: [2, 1],
      group: 'account',
    },
    {
      id: 'foreign',
      called: { vi: 'Thứ khác', en: 'Anything else' },
      kind: { vi: 'không ai đụng', en: 'left alone' },
      icon: 'resource/GenericApplication',
      at: [3, 1],
      group: 'account',
    },
  ],
  [
    ['teacher', 'opener', { vi: 'AssumeRole', en: 'AssumeRole' }],
    ['opener', 'event', { vi: 'prepare', en: 'prepare' }],
    ['opener', 'labs', { vi: 'status, cleanup', en: 'status, cleanup' }],
    ['learner', 'participant', { vi: 'AssumeRole', en: 'AssumeRole' }],
    ['participant', 'labs', { vi: 'lab:deploy', en: 'lab:deploy' }],
  ],
  [
    {
      id: 'account',
      name: '111122223333',
      kind: { vi: 'tài khoản của An', en: 'An’s account' },
      icon: 'architecture-group/AWSAccount',
      group: undefined,
      stands: [],
    },
  ],
);

/** From the plan to the proof. */
const cycle = toldScene(
  [
    {
      id: 'accounts',
      called: { vi: 'Các tài khoản', en: 'The accounts' },
      kind: { vi: 'thẻ của sự kiện', en: 'the event’s tags' },
      icon: 'resource/AWSOrganizationsAccount',
      at: [0, 0],
    },
    {
      id: 'plan',
      called: { vi: 'plan.json', en: 'plan.json' },
      kind: { vi: 'bạn đọc', en: 'you read it' },
      icon: 'resource/Document',
      at: [1, 0],
    },
    {
      id: 'apply',
      called: { vi: '--apply', en: '--apply' },
      kind: { vi: 'xóa đúng kế hoạch', en: 'deletes just the plan' },
      icon: 'resource/Gear',
      at: [2, 0],
    },
    {
      id: 'journal',
      called: { vi: 'plan.json.journal', en: 'plan.json.journal' },
      kind: { vi: 'từng bước đã làm', en: 'each step that was done' },
      icon: 'resource/Logs',
      at: [2, 1],
    },
    {
      id: 'report',
      called: { vi: 'event:report', en: 'event:report' },
      kind: { vi: 'còn gì, vì sao', en: 'what is left, and why' },
      icon: 'resource/MagnifyingGlass',
      at: [1, 1],
    },
    {
      id: 'proof',
      called: { vi: 'Bằng chứng', en: 'The proof' },
      kind: { vi: 'mã kết thúc 0 hoặc 1', en: 'exit code 0 or 1' },
      icon: 'resource/Shield',
      at: [0, 1],
    },
  ],
  [
    ['accounts', 'plan', { vi: 'event:cleanup', en: 'event:cleanup' }],
    ['plan', 'apply', { vi: 'gõ mã sự kiện', en: 'type the event’s id' }],
    ['apply', 'journal', { vi: 'ghi trước khi xóa', en: 'notes, then deletes' }],
    ['journal', 'report'],
    ['report', 'proof'],
  ],
);

/** The drawings of the instructors' part, by what a page calls them. */
export const eventDrawings: Readonly<Record<string, Scene>> = { accounts, cycle };
