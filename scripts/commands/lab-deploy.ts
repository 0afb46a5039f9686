import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say, step } from '../io/io.ts';
import { confirmAccount, openLabDeployment, readLab, targetOptions } from '../lab-options.ts';
import { reachedUrl } from '../reach.ts';

export const labDeploy = command({
  name: 'lab:deploy',
  summary: { vi: 'Triển khai một lab', en: 'Deploy a lab' },
  positionals: ['lab'],
  options: {
    stage: { type: 'string', help: 'option.stage', value: 'STAGE', default: 'solution' },
    ...targetOptions,
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ positionals, stage, yes, ...values }, world) {
    const { io } = world;
    const id = positionals[0]!;
    const loaded = await readLab(id, stage, world);
    const { target, deployment } = await openLabDeployment(id, values, world);
    const { stackName, caller } = deployment;
    if (target.kind === 'aws') {
      const { usdPerRun, usdPerForgottenHour } = loaded.lab.cost;
      say(io, 'aws.about-to-deploy', {
        lab: id,
        stage,
        stack: stackName,
        ...caller,
        region: target.region,
        cost: usdPerRun,
        hourly: usdPerForgottenHour,
      });
    }
    await confirmAccount(deployment, target, yes, world);
    const deployed = await step(io, 'deploy.running', { stack: stackName, stage }, () => deployment.deploy(loaded));
    const outputs = Object.fromEntries(Object.entries(deployed).map(([name, value]) => [name, reachedUrl(value, target.endpoint)]));
    for (const [name, value] of Object.entries(outputs)) say(io, 'deploy.output', { name, value });
    say(io, 'deploy.done', { stack: stackName, stage, lab: id });
    if (target.kind === 'local') say(io, 'cloud.where', { endpoint: target.endpoint! });
    io.tell({ type: 'result', data: { lab: id, stage, stack: stackName, outputs } });
    return ExitCode.Ok;
  },
});
