import type { NormalizedSchema } from '@smithy/core/schema';
import { seededRandom } from '../../random.ts';
import { differences, plain } from './compare.ts';
import type { Subject } from './subject.ts';
import { type Drawing, draw, type Flavour } from './values.ts';

export interface RoundTrip {
  seed: number;
  flavour: Flavour;
  /** Empty and absent look the same in this protocol. */
  dropEmpty?: boolean;
  /** Operations and members that cannot make the trip. */
  except(operation: string, member?: string): boolean;
}

/** Sends random inputs through every operation and random outputs back; says what did not arrive as it was sent. */
export async function roundTrip(subject: Subject, { seed, flavour, dropEmpty = false, except }: RoundTrip): Promise<string[]> {
  const random = seededRandom(seed);
  const problems: string[] = [];
  for (const { name, input, output } of subject.model.operations.values()) {
    if (except(name)) continue;
    const drawing: Drawing = { random, flavour, skips: (member) => except(name, member) };
    const sent = draw(input, drawing);
    const events = await eventsOf(output, drawing);
    const reply = { ...(draw(output, drawing) as object), ...statusOf(output) };
    subject.answerWith(() => ({ ...reply, ...events.asStream() }));
    try {
      const got = await subject.send(name, structuredClone(sent));
      const { operation, input: received } = subject.received();
      const problem =
        operation === name
          ? [
              ...differences(await plain(sent, dropEmpty), await plain(only(sent, received, except, name), dropEmpty), 'input'),
              ...differences(
                await plain({ ...reply, ...events.asList }, dropEmpty),
                await plain(only(reply, got, except, name), dropEmpty),
                'output',
              ),
            ]
          : [`was taken for ${operation}`];
      problems.push(...problem.map((line) => `${name} ${line}`));
    } catch (error) {
      problems.push(`${name} failed: ${error}`);
    }
  }
  return problems;
}

/** Without the excepted members, which clients may add by themselves. */
function only(sent: unknown, received: unknown, except: RoundTrip['except'], operation: string): unknown {
  if (typeof received !== 'object' || received === null || typeof sent !== 'object' || sent === null) return received;
  return Object.fromEntries(Object.entries(received).filter(([member]) => member in sent || !except(operation, member)));
}

/** A status that is a member of its own must be one that clients take for success. */
function statusOf(output: NormalizedSchema): Record<string, number> {
  if (output.isUnitSchema()) return {};
  const members = [...output.structIterator()].filter(([, member]) => member.getMergedTraits().httpResponseCode);
  return Object.fromEntries(members.map(([name]) => [name, 202]));
}

/** Two events of every kind but errors, for operations that answer with a stream of them. */
async function eventsOf(output: NormalizedSchema, drawing: Drawing): Promise<{ asStream(): object; asList: object }> {
  const member = output.isUnitSchema() ? '' : output.getEventStreamMember();
  if (!member) return { asStream: () => ({}), asList: {} };
  const kinds = [...output.getMemberSchema(member).structIterator()].filter(([, kind]) => !kind.getMergedTraits().error);
  const events = kinds.flatMap(([name, kind]) => [1, 2].map(() => ({ [name]: draw(kind, drawing, 'body', 1) })));
  const asStream = () => ({
    [member]: (async function* () {
      yield* events;
    })(),
  });
  return { asStream, asList: { [member]: events } };
}
