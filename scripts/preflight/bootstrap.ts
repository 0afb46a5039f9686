import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import type { Clients } from '../clients.ts';

/** The parameter in which `cdk bootstrap` leaves its version. */
const PARAMETER = '/cdk-bootstrap/hnb659fds/version';
/** The oldest bootstrap that the stacks' synthesizer works with. */
export const BOOTSTRAP_NEEDED = 6;

/** The version of the CDK bootstrap; undefined when there is none. */
export async function bootstrapVersion(aws: Clients): Promise<number | undefined> {
  try {
    return Number((await aws.client(SSMClient).send(new GetParameterCommand({ Name: PARAMETER }))).Parameter?.Value);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
