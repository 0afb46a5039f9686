import type {
  ExecutionEnvironment,
  ExecutionEnvironments,
  FunctionCode,
  InvocationContext,
  InvocationResult,
} from '../../runtime/execution-environment.ts';

/** What a function does in a test: answers, throws, or gives a whole result. */
export type FakeHandler = (
  event: unknown,
  context: InvocationContext & { code: FunctionCode; log(line: string): void },
) => unknown | Promise<unknown>;

export interface FakeEnvironments extends ExecutionEnvironments {
  /** Handlers by function name. */
  handlers: Map<string, FakeHandler>;
  created: FunctionCode[];
  capacity?: number;
  /** What every init phase does: nothing, or an error. */
  init: () => Promise<{ initMs: number; error?: { errorType: string; errorMessage: string } }>;
}

/** Execution environments without processes, for tests on a set clock: `{ result }` from a handler is taken as it is. */
export function fakeEnvironments(): FakeEnvironments {
  const alive = new Set<ExecutionEnvironment>();
  const fake: FakeEnvironments = {
    handlers: new Map(),
    created: [],
    init: async () => ({ initMs: 95.12 }),
    get alive() {
      return alive.size;
    },
    create(code) {
      fake.created.push(code);
      let lines: string[] = [];
      const environment: ExecutionEnvironment = {
        ready: fake.init(),
        async invoke(event, context): Promise<InvocationResult> {
          const handler = fake.handlers.get(code.functionName);
          if (!handler) throw new Error(`No handler for ${code.functionName}.`);
          try {
            const answer = await handler(JSON.parse(event), { ...context, code, log: (line) => void lines.push(line) });
            if (isResult(answer)) {
              if (answer.result.kind !== 'returned' && answer.result.kind !== 'failed') environment.kill();
              return answer.result;
            }
            return { kind: 'returned', payload: JSON.stringify(answer ?? null), durationMs: 12.34 };
          } catch (error) {
            if (!(error instanceof Error)) throw error;
            return { kind: 'failed', error: { errorType: error.name, errorMessage: error.message, trace: [] }, durationMs: 12.34 };
          }
        },
        takeLog() {
          const taken = lines;
          lines = [];
          return taken;
        },
        kill: () => void alive.delete(environment),
        get alive() {
          return alive.has(environment);
        },
        memoryUsedMB: 70,
      };
      alive.add(environment);
      return environment;
    },
    stop: async () => alive.clear(),
  };
  return fake;
}

function isResult(answer: unknown): answer is { result: InvocationResult } {
  return typeof answer === 'object' && answer !== null && 'result' in answer;
}
