import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ExitCode } from './exit-code.ts';
import { explainCredentials, profilesHere } from './preflight/credentials.ts';
import { clientConfig, type Target } from './target.ts';
import { firstLine } from './tell-failure.ts';
import { UserError } from './user-error.ts';

/** Who calls. */
export interface Caller {
  account: string;
  arn: string;
}

/** Asks STS who calls: the first request to a target, so that what cannot be reached is told at once. Throws UserError. */
export async function identify(target: Target): Promise<Caller> {
  try {
    const { Account = '', Arn = '' } = await new STSClient(clientConfig(target)).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (error) {
    if (target.kind === 'aws') {
      const { key, parameters } = explainCredentials(error, target, [...(await profilesHere()).keys()]);
      throw new UserError(key, parameters, ExitCode.Unreachable, error);
    }
    if (error instanceof Error && '$metadata' in error && (error.$metadata as { httpStatusCode?: number }).httpStatusCode) {
      throw new UserError('target.not-aws', { endpoint: target.endpoint ?? '', reason: firstLine(error) }, ExitCode.Unreachable, error);
    }
    throw error;
  }
}
