import { describe, expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { seededRandom } from '../../random.ts';
import { clientPackages } from './clients.ts';
import { differences, plain } from './compare.ts';
import { type Subject, subject } from './subject.ts';
import { draw } from './values.ts';

const MESSAGE = 'msg <x> & é';

/** An operation with a body in its answer, and an input for it. */
function someRequest({ model }: Subject): [operation: string, input: unknown] {
  const { name, input } = [...model.operations.values()].find((operation) => /^(List|Describe|GetSession)/.test(operation.name))!;
  return [name, draw(input, { random: seededRandom(1), flavour: 'full', skips: () => false })];
}

/** Throws one modelled error in an operation and compares what the client throws. */
async function throwThrough(under: Subject, operation: string, name: string, input: unknown): Promise<string[]> {
  const shape = under.model.errors.get(name)!;
  const drawn = draw(shape, { random: seededRandom(1), flavour: 'full', skips: (member) => member.toLowerCase() === 'message' });
  const members = { ...(drawn as Record<string, unknown>) };
  under.answerWith(() => {
    throw new AwsError(name, MESSAGE, { members });
  });
  const thrown = await under.send(operation, input).catch((error: unknown) => error);
  const { httpError, error: fault, awsQueryError } = shape.getMergedTraits();
  const queryCode = Array.isArray(awsQueryError) ? String(awsQueryError[0]) : name;
  // Reason: where two errors have one query code, clients take it for the one of that name (CloudWatch's ResourceNotFound).
  const arrives = under.model.errors.has(queryCode) ? queryCode : name;
  const got = thrown as Record<string, unknown> & { $metadata?: { httpStatusCode?: number; requestId?: string } };
  const wanted = { name: arrives, message: MESSAGE, fault, ...members };
  const received = {
    name: got.name,
    message: got.message,
    fault: got.$fault,
    ...Object.fromEntries(Object.keys(members).map((key) => [key, got[key]])),
  };
  const problems = differences(await plain(wanted), await plain(received));
  if (under.model.protocol !== 'awsQuery' && typeof httpError === 'number' && got.$metadata?.httpStatusCode !== httpError) {
    problems.push(`status ${got.$metadata?.httpStatusCode}, wanted ${httpError}`);
  }
  if (!got.$metadata?.requestId) problems.push('no request id');
  return problems.map((problem) => `${name} ${problem}`);
}

describe.each(clientPackages)('$name', (clientPackage) => {
  test('every modelled error arrives with its class, message, members and status', async () => {
    const under = await subject(clientPackage);
    const [operation, input] = someRequest(under);
    const problems: string[] = [];
    for (const name of under.model.errors.keys()) {
      // Reason: the base class of a client's exceptions is exported among them, but no service sends it.
      if (name.endsWith('ServiceException') && under.model.errors.get(name)!.getMergedTraits().httpError === undefined) continue;
      problems.push(...(await throwThrough(under, operation, name, input)));
    }
    expect(problems).toEqual([]);
    expect(under.memory.faults).toEqual([]);
  });

  test('a code that nobody models arrives with its status', async () => {
    const under = await subject(clientPackage);
    under.answerWith(() => {
      throw new AwsError('Some.Weird', MESSAGE, { status: 409 });
    });
    const [operation, input] = someRequest(under);
    await expect(under.send(operation, input)).rejects.toMatchObject({
      name: 'Some.Weird',
      message: MESSAGE,
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('a fault of the cloud is an internal failure without details', async () => {
    const under = await subject(clientPackage);
    under.answerWith(() => {
      throw new TypeError('secret detail');
    });
    const [operation, input] = someRequest(under);
    const thrown = await under.send(operation, input).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(String(thrown)).not.toContain('secret');
    expect(under.memory.faults).toHaveLength(1);
  });
});
