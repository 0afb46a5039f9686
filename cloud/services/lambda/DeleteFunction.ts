import type { DeleteFunctionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { dropUnusedPackages } from './code.ts';
import { functionAt, functionNotFound, parseFunctionName } from './function-name.ts';
import type { Local } from './local.ts';
import type { LambdaState } from './state.ts';

/** Removes a function, or one version of it. Its event source mappings stay, as on AWS. Lambda API Reference, DeleteFunction. */
export const DeleteFunction: Operation<LambdaState, DeleteFunctionRequest, { StatusCode?: number }, Local> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!, input.Qualifier);
  const { qualifier } = parseFunctionName(call, input.FunctionName!, input.Qualifier);
  if (qualifier === undefined) {
    call.state.functions.delete(fn.name);
    for (const [id, event] of call.state.events) {
      if (event.functionName !== fn.name) continue;
      call.state.events.delete(id);
      call.local.events.get(id)?.();
    }
    call.local.pools.retire(call, fn);
  } else {
    if (qualifier === '$LATEST' || fn.aliases.has(qualifier)) {
      throw new AwsError(
        'InvalidParameterValueException',
        qualifier === '$LATEST'
          ? '$LATEST version cannot be deleted without deleting the function.'
          : 'Deletion of aliases is not currently supported.',
      );
    }
    const version = fn.versions.get(qualifier);
    if (!version) throw functionNotFound(`${fn.arn}:${qualifier}`);
    const aliases = [...fn.aliases.values()].filter((alias) => alias.functionVersion === qualifier);
    if (aliases.length > 0) {
      const names = aliases.map(({ name }) => name).join(', ');
      throw new AwsError('ResourceConflictException', `Unable to delete version because the following aliases reference it: [${names}]`);
    }
    fn.versions.delete(qualifier);
    call.local.pools.retire(call, fn, (other) => other.version !== qualifier);
  }
  dropUnusedPackages(call.state);
  return { StatusCode: 204 };
};
