import type { ResourceType } from '../../../resource-type.ts';
import { changeTags, type Tagged, tagsOf } from './tags.ts';

interface ActivityProperties extends Tagged {
  Name: string;
}

/** CloudFormation Template Reference, AWS::StepFunctions::Activity. Ref is the ARN. */
export const Activity: ResourceType<ActivityProperties> = {
  type: 'AWS::StepFunctions::Activity',
  properties: { Name: 'replace', Tags: { Key: 'update', Value: 'update' } },
  async create(context, properties) {
    const { activityArn } = await context.aws.states.CreateActivity({ name: properties.Name, tags: tagsOf(context, properties) });
    return activityArn!;
  },
  update: changeTags,
  async delete({ aws }, activityArn) {
    await aws.states.DeleteActivity({ activityArn });
  },
  attributes: async (_context, arn) => ({ Arn: arn, Name: arn.split(':').at(-1) }),
};
