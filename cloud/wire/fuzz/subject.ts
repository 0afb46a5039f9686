import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import type { Authorizer } from '../../iam/authorizer.ts';
import { defineService } from '../../service.ts';
import { loadModel, type Model } from '../model.ts';
import type { ClientPackage } from './clients.ts';

/** One client package with a cloud behind it whose operations answer what the test says. */
export interface Subject {
  name: string;
  model: Model;
  memory: MemoryCloud;
  /** Sends an operation through the real client. */
  send(operation: string, input: unknown): Promise<unknown>;
  /** What the last operation got. */
  received(): { operation: string; input: unknown };
  /** The next answers: a value or, when it throws, an error. */
  answerWith(answer: () => unknown): void;
}

type SdkCommand = new (input: unknown) => object;
type SdkClient = new (config: object) => { send(command: object): Promise<unknown> };

const everybodyMay: Authorizer = { principalOf: () => ({ type: 'root', account: '111122223333' }), authorize() {} };

/** `options` go to the client: `{ protocol }` makes it speak another one. `edit` changes each request on its way. */
export async function subject(
  { name, wire, options: given }: ClientPackage,
  options: object = {},
  edit: (request: { query?: Record<string, unknown> }) => void = () => {},
): Promise<Subject> {
  const exported = new Map(Object.entries(await wire.load()));
  const model = await loadModel(name, wire);
  let last: { operation: string; input: unknown } = { operation: '', input: undefined };
  let answer: () => unknown = () => ({});
  const operations = [...model.operations.keys()].map((operation) => [
    operation,
    (input: unknown) => {
      last = { operation, input };
      return answer();
    },
  ]);
  const memory = await memoryCloud({
    authorizer: () => everybodyMay,
    services: [
      defineService<object>({
        name,
        wires: [wire],
        scope: 'region',
        initialState: () => ({}),
        operations: Object.fromEntries(operations),
        access: {},
        resourceTypes: [],
      }),
    ],
  });
  const Client = [...exported].find(
    ([key, value]) => key.endsWith('Client') && key !== '__Client' && typeof value === 'function',
  )![1] as SdkClient;
  const { requestHandler, ...clientOptions } = memory.clientOptions();
  const edited: typeof requestHandler = {
    handle(request) {
      edit(request);
      return requestHandler.handle(request);
    },
  };
  const client = new Client({ ...clientOptions, requestHandler: edited, logger: silent, ...given, ...options });
  return {
    name,
    model,
    memory,
    send: (operation, input) => client.send(new (exported.get(`${operation}Command`) as SdkCommand)(input)),
    received: () => last,
    answerWith(next) {
      answer = next;
    },
  };
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
