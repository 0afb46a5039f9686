import type { ResourceType } from '../../../resource-type.ts';

interface DashboardProperties {
  DashboardBody: string | object;
  DashboardName?: string;
}

const textOf = (body: string | object) => (typeof body === 'string' ? body : JSON.stringify(body));

/** CloudFormation Template Reference, AWS::CloudWatch::Dashboard. Ref is the dashboard's name. */
export const Dashboard: ResourceType<DashboardProperties> = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: { DashboardBody: 'update', DashboardName: 'replace' },
  async create({ aws, physicalName }, { DashboardBody, DashboardName: given }) {
    const DashboardName = given ?? physicalName(255);
    await aws.cloudwatch.PutDashboard({ DashboardName, DashboardBody: textOf(DashboardBody) });
    return DashboardName;
  },
  async update({ aws }, DashboardName, { DashboardBody }) {
    await aws.cloudwatch.PutDashboard({ DashboardName, DashboardBody: textOf(DashboardBody) });
  },
  async delete({ aws }, DashboardName) {
    await aws.cloudwatch.DeleteDashboards({ DashboardNames: [DashboardName] });
  },
};
