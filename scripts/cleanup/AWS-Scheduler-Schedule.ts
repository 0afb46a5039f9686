import { DeleteScheduleCommand, paginateListSchedules, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

/** Its id is its name in the group `default`, and `group/name` in any other. Schedules take no tags, only their groups do. */
export const Schedule: CleanUp = {
  type: 'AWS::Scheduler::Schedule',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListSchedules({ client: aws.client(SchedulerClient) }, {}),
      (page) => page.Schedules,
      ({ GroupName, Name }) => (GroupName === 'default' ? Name : `${GroupName}/${Name}`),
    ),
  idOf(arn) {
    return arnOf('scheduler', /^schedule\/(?<id>[^/]+\/[^/]+)$/)(arn)?.replace(/^default\//, '');
  },
  async delete(aws, id) {
    const [Name, GroupName] = id.split('/').reverse();
    await unlessGone(['ResourceNotFoundException'], () => aws.client(SchedulerClient).send(new DeleteScheduleCommand({ Name, GroupName })));
  },
  survives: {
    why: {
      vi: 'Lịch được tạo bên ngoài stack, hoặc lịch hẹn giờ xóa lab chưa chạy.',
      en: 'It was made outside of the stack, or it is an expiry that has not come yet.',
    },
    todo: { vi: 'Xóa lịch, kẻo nó còn gọi vào thứ không tồn tại nữa.', en: 'Delete it, or it will call what no longer exists.' },
  },
};
