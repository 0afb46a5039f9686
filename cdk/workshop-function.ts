import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, Aws, type Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, type Tracing } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundled } from './bundled.ts';

export interface WorkshopFunctionProps {
  /** The TypeScript file that exports `handler`: `new URL('functions/state.ts', import.meta.url)`. */
  entry: URL;
  /** How long the work may take is the author's decision, so it is always said; `undefined` chooses Lambda's default of 3 seconds. */
  timeout: Duration | undefined;
  environment?: Record<string, string>;
  /** MB; 256 unless said. */
  memorySize?: number;
  reservedConcurrentExecutions?: number;
  /** `Tracing.ACTIVE` tells X-Ray of each invocation, and grants the role what that takes. */
  tracing?: Tracing;
  /** A role that the stack made, and its log group where it made one; the stack then grants the writing of the log itself. */
  own?: { role: IRole; logGroup?: ILogGroup };
}

/**
 * A Lambda function from one TypeScript file, on the runtime all labs share. Its log group belongs to the stack and goes
 * with it; its role may write that log and nothing else, until something is granted.
 */
export class WorkshopFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { entry, timeout, memorySize = 256, own, ...props }: WorkshopFunctionProps) {
    super(scope, id, {
      ...props,
      ...(own ?? roleAndLog(scope, id)),
      timeout,
      memorySize,
      code: bundle(scope, fileURLToPath(entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
    });
  }
}

/** Reason: one role and one log group per function, beside it in the tree, so that their names begin with the function's. */
function roleAndLog(scope: Construct, id: string): { role: IRole; logGroup: ILogGroup } {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/lambda/${Aws.STACK_NAME}/${id}`,
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  return { role, logGroup };
}

function bundle(scope: Construct, entry: string): Code {
  // Reason: who only reads the template, as the site's drawings do, tells the CDK that it needs no bundles.
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('// left out');
  const { code, hash } = bundled(entry);
  const folder = path.join(Stage.of(scope)!.outdir, `bundle-${hash}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.mjs'), code);
  return Code.fromAsset(folder, { assetHash: hash, assetHashType: AssetHashType.CUSTOM });
}
