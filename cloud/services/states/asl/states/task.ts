import { effectiveInput, numberField } from '../data-flow.ts';
import type { Frame, Step } from '../frame.ts';

/** Has somebody else do the work. Amazon States Language, "Task State". */
export async function enterTask(frame: Frame): Promise<Step> {
  const parameters = await effectiveInput(frame);
  const timeoutSeconds = await numberField(frame, 'TimeoutSeconds');
  const heartbeatSeconds = await numberField(frame, 'HeartbeatSeconds');
  return {
    do: 'call',
    resource: frame.state.Resource!,
    parameters,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
  };
}
