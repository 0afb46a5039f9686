import type {
  DashboardValidationMessage,
  DeleteDashboardsInput,
  DeleteDashboardsOutput,
  GetDashboardInput,
  GetDashboardOutput,
  ListDashboardsInput,
  ListDashboardsOutput,
  PutDashboardInput,
  PutDashboardOutput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { invalidToken, invalidValue } from './errors.ts';
import type { CloudWatchState, Local } from './state.ts';

type DashboardOperation<Input, Output> = Operation<CloudWatchState, Input, Output, Local>;

const PAGE = 1000;
const TYPES = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom'];
/** What a widget of a type cannot be without. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { text: ['markdown'], log: ['query'], alarm: ['alarms'], custom: ['endpoint'] };

export function dashboardArn(account: string, name: string): string {
  return `arn:aws:cloudwatch::${account}:dashboard/${name}`;
}

/** Keeps a dashboard. Throws DashboardInvalidInputError with what is wrong in it. CloudWatch API Reference, PutDashboard. */
export const PutDashboard: DashboardOperation<PutDashboardInput, PutDashboardOutput> = (input, call) => {
  refuseMembers('cloudwatch PutDashboard', input, ['Tags']);
  const name = input.DashboardName!;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw invalidValue(
      `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
    );
  const wrong = faultsOf(input.DashboardBody!);
  if (wrong.length > 0) {
    throw new AwsError(
      'DashboardInvalidInputError',
      `The dashboard body is invalid, there are ${wrong.length} validation errors: ${JSON.stringify(wrong)}`,
      {
        members: { dashboardValidationMessages: wrong },
      },
    );
  }
  call.state.dashboards.set(name, {
    name,
    arn: dashboardArn(call.account, name),
    body: input.DashboardBody!,
    modifiedAt: call.clock.now(),
  });
  return { DashboardValidationMessages: [] };
};

export const GetDashboard: DashboardOperation<GetDashboardInput, GetDashboardOutput> = (input, call) => {
  const dashboard = call.state.dashboards.get(input.DashboardName!);
  if (!dashboard) throw notFound([input.DashboardName!]);
  return { DashboardArn: dashboard.arn, DashboardBody: dashboard.body, DashboardName: dashboard.name };
};

export const ListDashboards: DashboardOperation<ListDashboardsInput, ListDashboardsOutput> = (input, call) => {
  const found = [...call.state.dashboards.values()].filter(({ name }) => name.startsWith(input.DashboardNamePrefix ?? ''));
  const { items, next } = pageAfter(found, ({ name }) => name, { token: input.NextToken, size: PAGE }, invalidToken);
  return {
    DashboardEntries: items.map(({ name, arn, body, modifiedAt }) => ({
      DashboardName: name,
      DashboardArn: arn,
      LastModified: new Date(modifiedAt),
      Size: new TextEncoder().encode(body).length,
    })),
    ...(next !== undefined && { NextToken: next }),
  };
};

/** Removes all of them, or none. Throws DashboardNotFoundError. CloudWatch API Reference, DeleteDashboards. */
export const DeleteDashboards: DashboardOperation<DeleteDashboardsInput, DeleteDashboardsOutput> = (input, call) => {
  const absent = input.DashboardNames!.filter((name) => !call.state.dashboards.has(name));
  if (absent.length > 0) throw notFound(absent);
  for (const name of input.DashboardNames!) call.state.dashboards.delete(name);
  return {};
};

function notFound(names: readonly string[]): AwsError {
  return new AwsError('DashboardNotFoundError', `Dashboard ${names.join(', ')} does not exist`);
}

/** What is wrong with a dashboard's body. CloudWatch API Reference, "Dashboard body structure and syntax". */
function faultsOf(text: string): DashboardValidationMessage[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [{ Message: 'The field DashboardBody must be a valid JSON object' }];
  }
  const faults: DashboardValidationMessage[] = [];
  const wrong = (DataPath: string, Message: string) => void faults.push({ DataPath, Message });
  if (!isObject(body)) return [{ DataPath: '', Message: 'should be object' }];
  if (!Array.isArray(body.widgets))
    wrong(
      body.widgets === undefined ? '' : '/widgets',
      body.widgets === undefined ? "Should have required property 'widgets'" : 'Should be array',
    );
  for (const [index, widget] of (Array.isArray(body.widgets) ? body.widgets : []).entries()) {
    const path = `/widgets/${index}`;
    if (!isObject(widget)) {
      wrong(path, 'Should be object');
      continue;
    }
    const { type, properties } = widget;
    if (typeof type !== 'string' || !TYPES.includes(type)) wrong(`${path}/type`, 'Should be equal to one of the allowed values');
    for (const [side, most] of [
      ['width', 24],
      ['height', 1000],
    ] as const) {
      const value = widget[side];
      if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most))
        wrong(`${path}/${side}`, `Should be an integer from 1 to ${most}`);
    }
    if (!isObject(properties)) {
      wrong(path, "Should have required property 'properties'");
      continue;
    }
    for (const member of NEEDS[String(type)] ?? []) {
      if (properties[member] === undefined) wrong(`${path}/properties`, `Should have required property '${member}'`);
    }
    if (type === 'metric' && properties.metrics === undefined && properties.annotations === undefined)
      wrong(`${path}/properties`, "Should have required property 'metrics'");
    if (type === 'metric' && properties.metrics !== undefined && !Array.isArray(properties.metrics))
      wrong(`${path}/properties/metrics`, 'Should be array');
  }
  return faults;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
