import { AwsError, notImplemented } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';

/** Runtimes that run here, all on the Node.js that runs the cloud. Lambda Developer Guide, "Lambda runtimes", checked 2026-11. */
const RUN_HERE = ['nodejs22.x', 'nodejs24.x'];
/** Runtimes that Lambda no longer lets anybody create functions with. */
const BLOCKED = [
  'nodejs',
  'nodejs4.3',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'nodejs20.x',
];
/** Runtimes that Lambda has and this cloud does not run. */
const ELSEWHERE = [
  'python3.10',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
  'java8.al2',
  'java11',
  'java17',
  'java21',
  'java25',
  'dotnet8',
  'dotnet10',
  'ruby3.2',
  'ruby3.3',
  'ruby3.4',
  'provided.al2',
  'provided.al2023',
];

/** Throws for runtimes that cannot run here: as Lambda where it refuses them too, by name where it would run them. */
export function checkRuntime(operation: string, runtime: string | undefined): void {
  if (runtime === undefined || RUN_HERE.includes(runtime)) return;
  if (ELSEWHERE.includes(runtime)) throw notImplemented(`lambda ${operation} with Runtime ${runtime}`);
  if (BLOCKED.includes(runtime)) {
    throw new AwsError(
      'InvalidParameterValueException',
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  refuseViolations('InvalidParameterValueException', [oneOf('runtime', runtime, [...RUN_HERE, ...ELSEWHERE])]);
}
