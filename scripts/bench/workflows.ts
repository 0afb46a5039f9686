import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Benchmark, timed } from './benchmark.ts';
import { withCloud } from './services.ts';

const EXECUTIONS = 100;
const STATES = 20;

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** States one after another, each of which changes its input. */
const LINE = JSON.stringify({
  StartAt: 's0',
  States: Object.fromEntries(
    Array.from({ length: STATES }, (_, at) => [
      `s${at}`,
      {
        Type: 'Pass',
        Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'id.$': '$$.Execution.Name' },
        ...(at === STATES - 1 ? { End: true } : { Next: `s${at + 1}` }),
      },
    ]),
  ),
});

/** Step Functions, as an SDK client meets it. */
export const workflows: Benchmark[] = [
  {
    id: 'states-transitions',
    says: `state transitions: ${EXECUTIONS} Standard executions of ${STATES} Pass states each, from the first start until all have ended`,
    unit: '/s',
    run: ({ times }) =>
      withCloud(async (configuration) => {
        const client = new SFNClient(configuration);
        const { Role } = await new IAMClient(configuration).send(
          new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: TRUST }),
        );
        const measured: number[] = [];
        // The first round warms both sides up and is not counted.
        for (let round = 0; round <= times; round++) {
          const create = new CreateStateMachineCommand({ name: `line-${round}`, definition: LINE, roleArn: Role!.Arn });
          const { stateMachineArn } = await client.send(create);
          const start = () => client.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":0}' }));
          const running = () => client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 }));
          const took = await timed(async () => {
            await Promise.all(Array.from({ length: EXECUTIONS }, start));
            while ((await running()).executions!.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
          });
          if (round > 0) measured.push((EXECUTIONS * (STATES + 1)) / (took / 1000));
        }
        return measured;
      }),
  },
];
