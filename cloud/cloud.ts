import { tryParseArn } from './arn.ts';
import { AwsError, notImplemented, refuseMembers } from './aws-error.ts';
import { type Bus, createBus } from './bus.ts';
import { Cells, type StateStore } from './cells.ts';
import type { Clock } from './clock.ts';
import { Faults } from './faults/faults.ts';
import { isDoorAddress } from './gateway/address.ts';
import { issuedAccount } from './iam/access-key.ts';
import type { Authorizer, AuthorizerSources } from './iam/authorizer.ts';
import type { AccessCheck, Call } from './operation.ts';
import type { Principal } from './principal.ts';
import { defaultQuota } from './quotas.ts';
import type { Random } from './random.ts';
import type { ExecutionEnvironments } from './runtime/execution-environment.ts';
import type { Background, Service } from './service.ts';
import type { Aws } from './services/aws.ts';
import type { QuotasState } from './services/servicequotas/state.ts';
import type { TaggedResource } from './tagging.ts';
import { TRACE_HEADER } from './tracing/trace-header.ts';
import type { HttpRequest, HttpResponse } from './wire/http.ts';
import type { OpenedRequest, Signature, Wire } from './wire/wire.ts';

/** What a host brings. */
export interface CloudOptions {
  services: readonly Service[];
  wire: Wire;
  authorizer(sources: AuthorizerSources): Authorizer;
  clock: Clock;
  random: Random;
  environments: ExecutionEnvironments;
  /** Where clients reach the cloud, without a trailing slash. */
  endpoint: string;
  store?: StateStore;
  /** Watches every call of an operation, once it has ended. */
  observe?(activity: Activity): void;
  /** Hears faults of the cloud itself: never a user's error. */
  onFault(error: unknown): void;
}

/** One call of an operation, by a client or by a service. */
export interface Activity {
  service: string;
  operation: string;
  principal: Principal;
  account: string;
  region: string;
  /** What `iam` was asked: the actions and the resources' ARNs. */
  checks: readonly AccessCheck[];
  /** As the operation got it; the watcher changes nothing in it. */
  input: unknown;
  output?: unknown;
  /** The error it ended with, by its AWS name. */
  error?: string;
}

/** The account of a request whose key names none. */
export const DEFAULT_ACCOUNT = '000000000000';
const DEFAULT_REGION = 'us-east-1';
/** A saved cloud is at most this much older than the running one. */
const SAVE_AFTER_MS = 600;

/** The embedded cloud: takes AWS requests, keeps state, makes things happen. Knows no host. */
export class Cloud {
  /** What goes wrong on purpose; nothing until somebody says so. */
  readonly faults = new Faults();
  readonly #options: CloudOptions;
  readonly #services: Map<string, Service>;
  readonly #doors: readonly Service[];
  readonly #locals = new Map<string, unknown>();
  readonly #cells = new Cells();
  readonly #bus: Bus;
  readonly #authorizer: Authorizer;
  #saving: Promise<void> = Promise.resolve();
  #saveDue = false;
  #stopped = false;

  private constructor(options: CloudOptions) {
    this.#options = options;
    this.#services = new Map(options.services.map((service) => [service.name, service]));
    this.#doors = options.services.filter(({ frontDoor }) => frontDoor);
    this.#bus = createBus(options.onFault);
    for (const service of options.services) this.#locals.set(service.name, service.createLocal?.(options.services));
    this.#authorizer = options.authorizer({
      iamState: (account) => this.#state('iam', account, ''),
      stsState: () => this.#state('sts', '', ''),
      resourcePolicy: (arn) => this.#resourcePolicy(arn),
      now: () => options.clock.now(),
    });
  }

  /** Loads what was saved and starts the services. */
  static async start(options: CloudOptions): Promise<Cloud> {
    const cloud = new Cloud(options);
    for (const cell of (await options.store?.load()) ?? []) cloud.#cells.put(cell);
    cloud.#cells.onChange(() => cloud.#scheduleSave());
    for (const service of options.services) {
      const background = cloud.#background(service);
      for (const [type, react] of Object.entries(service.subscriptions ?? {})) {
        cloud.#bus.subscribe(type as never, (event) => (react as (event: unknown, background: unknown) => void)(event, background));
      }
    }
    for (const service of options.services) service.start?.(cloud.#background(service));
    return cloud;
  }

  /** Answers one request; never throws. */
  async handle(request: HttpRequest): Promise<HttpResponse> {
    const requestId = this.#options.random.uuid();
    const doors = this.#doors.filter(({ frontDoor }) => frontDoor!.matches(request));
    // Reason: pages of any origin may ask a door's address, so it must not lead to an operation.
    if (doors.length > 0 || isDoorAddress(request)) return this.#atFrontDoor(doors, request);
    const preflight = request.method === 'OPTIONS' ? this.#preflight(request) : undefined;
    if (preflight) return preflight;
    let opened: OpenedRequest | HttpResponse;
    try {
      opened = await this.#options.wire.open(request, requestId);
    } catch (error) {
      this.#options.onFault(error);
      return { status: 500, headers: { 'x-amzn-requestid': requestId }, body: 'InternalFailure' };
    }
    if (!('operation' in opened)) return opened;
    try {
      const { principal, account, region } = this.#caller(opened);
      const { service, operation } = opened;
      await this.faults.beforeCall({ service, operation, account }, this.#options.clock);
      const input = await opened.input();
      const traceHeader = request.headers[TRACE_HEADER];
      const output = await this.#run(service, operation, input, principal, account, region, requestId, traceHeader);
      return this.#readable(opened, request, await opened.answer(output));
    } catch (error) {
      if (!(error instanceof AwsError)) this.#options.onFault(error);
      return this.#readable(opened, request, opened.fail(error));
    }
  }

  #preflight(request: HttpRequest): HttpResponse | undefined {
    for (const service of this.#options.services) {
      const answered = service.crossOrigin?.preflight(request, this.#background(service));
      if (answered) return answered;
    }
    return undefined;
  }

  /** An answer with what lets a page of another origin read it. */
  #readable({ service: name }: OpenedRequest, request: HttpRequest, response: HttpResponse): HttpResponse {
    const service = this.#services.get(name);
    if (request.headers.origin === undefined || !service?.crossOrigin) return response;
    return { ...response, headers: { ...response.headers, ...service.crossOrigin.headers(request, this.#background(service)) } };
  }

  async #atFrontDoor(doors: readonly Service[], request: HttpRequest): Promise<HttpResponse> {
    const headers = { 'content-type': 'application/json' };
    try {
      for (const service of doors) {
        const answered = await service.frontDoor!.answer(request, this.#background(service), (signature) => this.#identify(signature));
        if (answered) return request.method === 'HEAD' ? { ...answered, body: '' } : answered;
      }
    } catch (error) {
      this.#options.onFault(error);
      return { status: 500, headers, body: '{"message":"Internal server error"}' };
    }
    return { status: 403, headers: { ...headers, 'x-amzn-errortype': 'ForbiddenException' }, body: '{"message":"Forbidden"}' };
  }

  /** The services as a principal calls them, in an account and region: through `iam`, without the wire. */
  as(principal: Principal, account: string, region: string, traceHeader?: string): Aws {
    const clients = new Map<string, object>();
    return new Proxy({} as Aws, {
      get: (_, serviceName) => {
        if (typeof serviceName !== 'string' || !this.#services.has(serviceName)) return undefined;
        let client = clients.get(serviceName);
        if (!client) {
          client = new Proxy(
            {},
            {
              get: (_target, operation) =>
                typeof operation === 'string' && operation !== 'then'
                  ? async (input: unknown) =>
                      this.#run(serviceName, operation, input, principal, account, region, this.#options.random.uuid(), traceHeader)
                  : undefined,
            },
          );
          clients.set(serviceName, client);
        }
        return client;
      },
    });
  }

  /** A service's states, to be looked at by a host: the outbox of SNS is no operation of AWS's. */
  *states(serviceName: string): Generator<{ account: string; region: string; state: unknown }> {
    for (const { account, region, state } of this.#cells.of(serviceName)) yield { account, region, state };
  }

  /** Saves what has changed; resolves when it is safe. */
  async save(): Promise<void> {
    const { store } = this.#options;
    if (!store) return;
    this.#saving = this.#saving.then(async () => {
      const changed = this.#cells.takeChanged();
      if (changed.length === 0) return;
      try {
        await store.save(changed);
      } catch (error) {
        for (const cell of changed) this.#cells.touch(cell);
        throw error;
      }
    });
    const saving = this.#saving;
    this.#saving = saving.catch(() => {});
    await saving;
  }

  /** Ends services and execution environments, then saves. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.faults.clear();
    try {
      for (const service of this.#services.values()) await service.stop?.(this.#background(service));
    } finally {
      await this.#options.environments.stop().finally(() => this.save());
    }
  }

  #scheduleSave(): void {
    if (!this.#options.store || this.#saveDue || this.#stopped) return;
    this.#saveDue = true;
    this.#options.clock.after(SAVE_AFTER_MS, () => {
      this.#saveDue = false;
      if (!this.#stopped) this.save().catch(this.#options.onFault);
    });
  }

  #caller(opened: OpenedRequest): { principal: Principal; account: string; region: string } {
    const { signature } = opened;
    if (!signature) return { principal: { type: 'anonymous' }, account: DEFAULT_ACCOUNT, region: DEFAULT_REGION };
    this.faults.beforeCredentials(signature.accessKeyId, issuedAccount(signature.accessKeyId));
    const principal = this.#identify(signature);
    return { principal, account: 'account' in principal ? principal.account : DEFAULT_ACCOUNT, region: signature.region || DEFAULT_REGION };
  }

  #identify({ accessKeyId, sessionToken, expiresAt }: Signature): Principal {
    this.#refuseExpired(expiresAt);
    return this.#authorizer.principalOf(accessKeyId, sessionToken);
  }

  /** Presigned requests end. S3 User Guide, "Sharing objects with presigned URLs". */
  #refuseExpired(expiresAt: number | undefined): void {
    const now = this.#options.clock.now();
    if (expiresAt === undefined || now <= expiresAt) return;
    const members = { Expires: new Date(expiresAt).toISOString(), ServerTime: new Date(now).toISOString() };
    throw new AwsError('RequestExpired', 'Request has expired', { members });
  }

  async #run(
    serviceName: string,
    operationName: string,
    input: unknown,
    principal: Principal,
    account: string,
    region: string,
    requestId: string,
    traceHeader: string | undefined,
  ): Promise<unknown> {
    const service = this.#services.get(serviceName);
    const operation = service && Object.hasOwn(service.operations, operationName) ? service.operations[operationName] : undefined;
    if (!service || !operation) throw notImplemented(`${serviceName} ${operationName}`);
    if (service.refuses && typeof input === 'object' && input !== null)
      refuseMembers(`${serviceName} ${operationName}`, input, service.refuses);
    const call = this.#call(service, principal, account, region, requestId, traceHeader);
    const access = Object.hasOwn(service.access, operationName) ? service.access[operationName] : undefined;
    const asked = access ? access(input, call) : { action: `${service.name}:${operationName}`, resource: '*' };
    const checks = Array.isArray(asked) ? asked : [asked];
    const reads = service.reads ? service.reads.includes(operationName) : /^(Get|List|Describe|Head)/.test(operationName);
    const perform = async () => {
      for (const check of checks) call.authorize(check);
      if (reads) return operation(input, call);
      try {
        return await operation(input, call);
      } finally {
        call.changed();
      }
    };
    const { observe } = this.#options;
    if (!observe) return perform();
    const activity = { service: serviceName, operation: operationName, principal, account, region, checks, input };
    try {
      const output = await perform();
      observe({ ...activity, output });
      return output;
    } catch (error) {
      observe({ ...activity, error: error instanceof AwsError ? error.code : 'InternalFailure' });
      throw error;
    }
  }

  #call(
    service: Service,
    principal: Principal,
    account: string,
    region: string,
    requestId: string,
    traceHeader?: string,
  ): Call<unknown, unknown> {
    const cell = this.#cells.at(service, account, region);
    const { clock, random, environments, endpoint } = this.#options;
    const as = (who: Principal, where: { account?: string; region?: string; traceHeader?: string } = {}) =>
      this.as(who, where.account ?? account, where.region ?? region, where.traceHeader);
    return {
      state: cell.state,
      local: this.#locals.get(service.name),
      account,
      region,
      principal,
      requestId,
      ...(traceHeader !== undefined && { traceHeader }),
      clock,
      random,
      environments,
      endpoint,
      bus: this.#bus,
      faults: this.faults,
      as,
      get aws() {
        return as(principal);
      },
      authorize: (check: AccessCheck) => this.#authorizer.authorize(principal, check, { account, region }),
      changed: () => this.#cells.touch(cell),
      tagged: () => this.#tagged(account, region),
      quota: (code) => this.#quota(code, account, region),
    };
  }

  #quota(code: string, account: string, region: string): number {
    const service = this.#services.get('servicequotas');
    const cell = service && this.#cells.find(service, account, region);
    return (cell?.state as QuotasState | undefined)?.applied.get(code) ?? defaultQuota(code, region);
  }

  *#tagged(account: string, region: string): Generator<TaggedResource> {
    for (const service of this.#options.services) {
      const cell = service.tagging && this.#cells.find(service, account, region);
      if (cell) yield* service.tagging!.list(cell.state, { account, region });
    }
  }

  #background(service: Service): Background<unknown, unknown> {
    return {
      local: this.#locals.get(service.name),
      open: (account, region, principal) =>
        this.#call(
          service,
          principal ?? { type: 'service', service: `${service.name}.amazonaws.com`, sourceAccount: account },
          account,
          region,
          this.#options.random.uuid(),
        ),
      fault: (error) => this.#options.onFault(error),
      places: () => this.#cells.of(service.name).map(({ account, region }) => ({ account, region })),
    };
  }

  #state(serviceName: string, account: string, region: string): unknown {
    const service = this.#services.get(serviceName);
    if (!service) throw new Error(`The cloud has no service ${serviceName}.`);
    return this.#cells.at(service, account, region).state;
  }

  #resourcePolicy(arn: string): string | undefined {
    const parsed = tryParseArn(arn);
    const service = parsed && this.#services.get(parsed.service);
    return service?.resourcePolicy?.(arn, this.#cells.at(service, parsed!.account, parsed!.region).state);
  }
}
