import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Check, CheckResult, Lab } from '#labs/contract.ts';
import { runChecks } from '#labs/run-checks.ts';
import { localUrl } from '../../../cloud/gateway/local-url.ts';

/** Runs a lab's checks against its deployed stack: `node bin/check.ts <lab>`. AWS, or wherever AWS_ENDPOINT_URL leads. */
const id = process.argv[2]!;
const language = process.env.LANG?.startsWith('vi') ? 'vi' : 'en';
const marks: Record<CheckResult['outcome'], string> = { passed: '✓', failed: '✗', skipped: '-' };

const load = async (file: string): Promise<unknown> => import(new URL(`../labs/${id}/${file}`, import.meta.url).href);
const { lab } = (await load('lab.ts')) as { lab: Lab };
const { checks } = (await load('checks.ts')) as { checks: readonly Check[] };

const endpoint = process.env.AWS_ENDPOINT_URL;
const clientConfiguration = endpoint ? { endpoint, forcePathStyle: true, disableHostPrefix: true } : {};
const cloudFormation = new CloudFormationClient(clientConfiguration);
const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: lab.id }));
const outputs = Object.fromEntries(Stacks![0]!.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]) ?? []);

const results = await runChecks(
  checks,
  {
    outputs,
    clientConfiguration,
    fetch: (input, init) => fetch(endpoint && typeof input === 'string' ? localUrl(input, endpoint) : input, init),
    seed: 1,
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    // AWS reacts more slowly than the cloud on your machine.
    patience: endpoint ? 2 : 6,
    tell: (text) => console.log(`  ${text[language]}`),
  },
  ({ outcome, says, expected, seen, hint }) => {
    console.log(`${marks[outcome]} ${says[language]}`);
    if (outcome !== 'failed') return;
    if (expected !== undefined) console.log(`    ${language === 'vi' ? 'mong đợi' : 'expected'}: ${expected}`);
    console.log(`    ${language === 'vi' ? 'thấy' : 'seen'}: ${seen}`);
    if (hint) console.log(`    ${hint[language]}`);
  },
);
process.exitCode = results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
