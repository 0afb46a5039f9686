import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { AwsError } from '../../aws-error.ts';
import { assumeRole } from './integrations/role.ts';
import type { StatesCall } from './local.ts';
import type { Logging } from './state.ts';

const GROUP = /^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+:\*$/;

/** Throws InvalidLoggingConfiguration, and AccessDeniedException where the role may not deliver logs. */
export async function loggingOf(
  call: StatesCall,
  given: LoggingConfiguration | undefined,
  roleArn: string,
  machineArn: string,
): Promise<Logging> {
  const { level = 'OFF', includeExecutionData = false, destinations = [] } = given ?? {};
  if (destinations.length > 1) throw invalid('Only one log destination is supported.');
  const destination = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (level !== 'OFF' && destination === undefined) throw invalid('Must specify exactly one Log Destination.');
  if (destination !== undefined) {
    if (!GROUP.test(destination)) throw invalid("Log Destination must be the ARN of a log group and end with ':*'.");
    await checkDelivery(call, destination, roleArn, machineArn);
  }
  return { level, includeExecutionData, ...(destination !== undefined && { destination }) };
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${reason}`);
}

/** The machine's role sets deliveries up. Step Functions Developer Guide, "Logging with CloudWatch Logs". */
async function checkDelivery(call: StatesCall, destination: string, roleArn: string, machineArn: string): Promise<void> {
  const logGroupName = destination.split(':').slice(6, -1).join(':');
  try {
    const role = await assumeRole(call, roleArn, machineArn);
    call.local.background!.open(call.account, call.region, role).authorize({ action: 'logs:CreateLogDelivery', resource: '*' });
    const { logGroups = [] } = await call
      .as({ type: 'root', account: call.account })
      .logs.DescribeLogGroups({ logGroupNamePrefix: logGroupName });
    if (logGroups.some((group) => group.logGroupName === logGroupName)) return;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'NotImplemented') throw error;
  }
  throw new AwsError('AccessDeniedException', 'The state machine IAM Role is not authorized to access the Log Destination', {
    status: 400,
  });
}
