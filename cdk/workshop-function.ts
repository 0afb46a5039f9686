import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, Aws, type Duration, RemovalPolicy, Stage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';

export interface WorkshopFunctionProps {
  /** The TypeScript file that exports `handler`: `new URL('functions/state.ts', import.meta.url)`. */
  entry: URL;
  /** How long the work may take is the author's decision, so it is always said; `undefined` chooses Lambda's default of 3 seconds. */
  timeout: Duration | undefined;
  environment?: Record<string, string>;
  /** MB; 256 unless said. */
  memorySize?: number;
  reservedConcurrentExecutions?: number;
}

/**
 * A Lambda function from one TypeScript file, on the runtime all labs share. Its log group belongs to the stack and goes
 * with it; its role may write that log and nothing else, until something is granted.
 */
export class WorkshopFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { entry, timeout, memorySize = 256, ...props }: WorkshopFunctionProps) {
    // Reason: one role and one log group per function, beside it in the tree, so that their names begin with the function's.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${Aws.STACK_NAME}/${id}`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...props,
      role,
      logGroup,
      timeout,
      memorySize,
      code: bundle(scope, fileURLToPath(entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
    });
  }
}

/** One ESM file. The AWS SDK stays outside: Lambda's Node.js runtimes bring it along. */
function bundle(scope: Construct, entry: string): Code {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'node24',
    external: ['@aws-sdk/*', '@smithy/*'],
    // Reason: esbuild writes each file's path into the bundle; seen from its own folder it is the same in every checkout.
    absWorkingDir: path.dirname(entry),
    logLevel: 'silent',
  });
  const code = outputFiles[0]!.contents;
  const assetHash = createHash('sha256').update(code).digest('hex');
  const folder = path.join(Stage.of(scope)!.outdir, `bundle-${assetHash}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.mjs'), code);
  return Code.fromAsset(folder, { assetHash, assetHashType: AssetHashType.CUSTOM });
}
