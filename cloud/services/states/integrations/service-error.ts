import type { AwsError } from '../../../aws-error.ts';
import { commonError } from '../../../wire/common-errors.ts';
import type { Model } from '../../../wire/model.ts';
import { Failure } from '../asl/failure.ts';
import { OPTIMISED } from './catalogue.ts';
import type { ServiceCall } from './resource.ts';

/** SNS has a denial of its own. */
const OWN_DENIAL = 'AuthorizationErrorException';

/** A service's error by the name that Retry and Catch know it under. Step Functions Developer Guide, "Error names". */
export function serviceFailure(error: AwsError, call: ServiceCall, models: readonly Model[], requestId: string): Failure {
  const model = models.find(({ errors }) => errors.has(error.code)) ?? models[0]!;
  const denied = error.code === 'AccessDenied' && model.errors.has(OWN_DENIAL);
  const common = model.errors.has(error.code) ? undefined : commonError(error.code, model.protocol);
  const code = denied ? OWN_DENIAL : (common?.code ?? error.code);
  const status = common?.status ?? error.status ?? statusOf(model, code);
  const modelled = model.errors.has(code);
  const optimised = call.optimised ? OPTIMISED[call.service] : undefined;
  if (optimised) {
    const details = `Service: ${optimised.service}; Status Code: ${status}; Error Code: ${withoutSuffix(code, denied)}; Request ID: ${requestId}; Proxy: null`;
    return new Failure(`${call.errorPrefix}.${modelled ? exceptionName(code) : optimised.otherError}`, `${error.message} (${details})`);
  }
  const name = modelled ? exceptionName(code) : `${call.errorPrefix}Exception`;
  return new Failure(
    `${call.errorPrefix}.${name}`,
    `${error.message} (Service: ${call.errorPrefix}, Status Code: ${status}, Request ID: ${requestId})`,
  );
}

/** The class of an error in the SDK for Java. */
function exceptionName(code: string): string {
  return code.endsWith('Exception') ? code : `${code.replace(/Fault$/, '')}Exception`;
}

/** SNS says `AuthorizationError` of what is called AuthorizationErrorException. */
const withoutSuffix = (code: string, denied: boolean) => (denied ? code.replace(/Exception$/, '') : code);

function statusOf(model: Model, code: string): number {
  const traits = model.errors.get(code)?.getMergedTraits() ?? {};
  if (typeof traits.httpError === 'number') return traits.httpError;
  return traits.error === 'server' ? 500 : 400;
}
