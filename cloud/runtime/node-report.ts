import { pathToFileURL } from 'node:url';
import { errorReports } from './report.ts';

/** Errors of function code, with this machine's paths as they read on Lambda. */
export const { functionError, loggedError } = errorReports((text) => {
  const taskRoot = process.env.LAMBDA_TASK_ROOT;
  const runtimeRoot = import.meta.dirname;
  let out = text;
  for (const [here, there] of [
    [taskRoot, '/var/task'],
    [runtimeRoot, '/var/runtime'],
  ]) {
    if (here) out = out.replaceAll(pathToFileURL(here).href, `file://${there}`).replaceAll(here, there!);
  }
  return out;
});
