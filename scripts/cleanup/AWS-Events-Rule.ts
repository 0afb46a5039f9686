import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  type ListTargetsByRuleCommandOutput,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, pages, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];
const DEFAULT_BUS = 'default';

/** The bus and name behind an id. */
function placeOf(id: string): { EventBusName: string; Name: string } {
  const [Name = '', EventBusName = DEFAULT_BUS] = id.split('|').reverse();
  return { EventBusName, Name };
}

const busesOf = (aws: Clients) =>
  ids(
    pages((NextToken) => aws.client(EventBridgeClient).send(new ListEventBusesCommand({ NextToken }))),
    (page) => page.EventBuses,
    (item) => item.Name,
  );

const rulesOf = (aws: Clients, EventBusName: string) =>
  ids(
    pages((NextToken) => aws.client(EventBridgeClient).send(new ListRulesCommand({ EventBusName, NextToken }))),
    (page) => page.Rules,
    // Reason: rules that a service manages belong to AWS; they come and go with what made that service put them there.
    (item) => (item.ManagedBy ? undefined : item.Name),
  );

/** EventBridge deletes no rule that has targets. */
async function empty(aws: Clients, id: string): Promise<number> {
  const client = aws.client(EventBridgeClient);
  const { EventBusName, Name: Rule } = placeOf(id);
  let count = 0;
  for (;;) {
    const page: ListTargetsByRuleCommandOutput = await client.send(new ListTargetsByRuleCommand({ EventBusName, Rule }));
    const Ids = (page.Targets ?? []).flatMap(({ Id }) => Id ?? []);
    if (Ids.length === 0) return count;
    const { FailedEntries = [] } = await client.send(new RemoveTargetsCommand({ EventBusName, Rule, Ids }));
    count += Ids.length - FailedEntries.length;
    // Reason: a target that stays makes the deletion fail, which tells it in AWS's words and is tried again.
    if (FailedEntries.length > 0) return count;
  }
}

/** Its id is its name on the bus `default`, and `bus|name` on any other. */
export const Rule: CleanUp = {
  type: 'AWS::Events::Rule',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  async *list(aws) {
    for await (const bus of busesOf(aws)) for await (const name of rulesOf(aws, bus)) yield bus === DEFAULT_BUS ? name : `${bus}|${name}`;
  },
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(EventBridgeClient);
      const { Arn } = await client.send(new DescribeRuleCommand(placeOf(id)));
      return byKey((await client.send(new ListTagsForResourceCommand({ ResourceARN: Arn }))).Tags);
    }),
  idOf: (arn) => arnOf('events', /^rule\/(?<id>.+)$/)(arn)?.replace(/\/(?=[^/]+$)/, '|'),
  empty: async (aws, id) => (await unlessGone(GONE, () => empty(aws, id))) ?? 0,
  async delete(aws, id) {
    await unlessGone(GONE, async () => {
      await empty(aws, id);
      await aws.client(EventBridgeClient).send(new DeleteRuleCommand(placeOf(id)));
    });
  },
  survives: {
    why: {
      vi: 'Rule có target được thêm bên ngoài stack, được template giữ lại, hoặc được tạo bên ngoài stack.',
      en: 'It has a target that was added outside of the stack, the template retains it, or it was made outside of the stack.',
    },
    todo: {
      vi: 'Gỡ hết target rồi xóa rule, kẻo nó còn gọi vào thứ không tồn tại nữa.',
      en: 'Remove its targets, then delete it, or it will call what no longer exists.',
    },
  },
};
