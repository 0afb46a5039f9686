/** What a gateway answers by itself. API Gateway Developer Guide, "Gateway response types". */
export const responseTypes = {
  DEFAULT_4XX: { status: undefined, error: 'BadRequestException' },
  DEFAULT_5XX: { status: undefined, error: 'InternalServerErrorException' },
  ACCESS_DENIED: { status: 403, error: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { status: 500, error: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, error: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { status: 500, error: 'AuthorizerFailureException' },
  BAD_REQUEST_BODY: { status: 400, error: 'BadRequestException' },
  BAD_REQUEST_PARAMETERS: { status: 400, error: 'BadRequestException' },
  EXPIRED_TOKEN: { status: 403, error: 'ExpiredTokenException' },
  INTEGRATION_FAILURE: { status: 504, error: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: { status: 504, error: 'InternalServerErrorException' },
  INVALID_API_KEY: { status: 403, error: 'ForbiddenException' },
  INVALID_SIGNATURE: { status: 403, error: 'InvalidSignatureException' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, error: 'MissingAuthenticationTokenException' },
  QUOTA_EXCEEDED: { status: 429, error: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { status: 413, error: 'RequestEntityTooLargeException' },
  RESOURCE_NOT_FOUND: { status: 404, error: 'NotFoundException' },
  THROTTLED: { status: 429, error: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, error: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, error: 'UnsupportedMediaTypeException' },
  WAF_FILTERED: { status: 403, error: 'ForbiddenException' },
} as const;

export type ResponseType = keyof typeof responseTypes;

export const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** A request that the gateway answers by itself. */
export class GatewayRefusal extends Error {
  readonly type: ResponseType;
  /** Where it differs from the type's own. */
  readonly status: number | undefined;
  /** For the execution log. */
  readonly logLine: string | undefined;
  readonly details: { validationErrorString?: string; messageKey?: 'Message'; noMessage?: boolean };

  constructor(
    type: ResponseType,
    message: string,
    options: { status?: number; logLine?: string; validationErrorString?: string; messageKey?: 'Message'; noMessage?: boolean } = {},
  ) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = options.status;
    this.logLine = options.logLine;
    this.details = options;
  }
}

/** AWS's one sentence for everything that is the API's own fault. */
export function configurationError(logLine: string): GatewayRefusal {
  return new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error', {
    logLine: `Execution failed due to configuration error: ${logLine}`,
  });
}
