import { CreateScheduleGroup, DeleteScheduleGroup, GetScheduleGroup, ListScheduleGroups } from './groups.ts';
import { CreateSchedule, DeleteSchedule, GetSchedule, ListSchedules, UpdateSchedule } from './schedules.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';

/** What EventBridge Scheduler can do. */
export const operations = {
  CreateSchedule,
  CreateScheduleGroup,
  DeleteSchedule,
  DeleteScheduleGroup,
  GetSchedule,
  GetScheduleGroup,
  ListScheduleGroups,
  ListSchedules,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateSchedule,
};
