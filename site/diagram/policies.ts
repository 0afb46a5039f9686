import type { Text } from '../../labs/contract.ts';
import { type Access, accessOf, includesAction } from './actions.ts';
import { indexId } from './families/storage.ts';
import { type Flow, type Look, type ResourceView, same } from './family.ts';
import { at, isRecord, listOf, references, textOf, under } from './template.ts';

/** One allowed statement, as far as it names resources of the template. */
interface Grant {
  policy: string;
  roles: string[];
  actions: string[];
  /** Ids of resources, or of an index of a table. */
  resources: string[];
}

const acting = /^(Task|Service)?Role(Arn|ARN)?$|^Credentials(Arn)?$|^IamInstanceProfile$|^Roles$/;

/** What roles' policies allow: arrows in the direction of the data, from whoever acts with the role. */
export function policyFlows(look: Look): Flow[] {
  const holders = look.all.filter(({ type }) => !type.startsWith('AWS::IAM::'));
  // A machine names its role through a profile.
  const roleOf = (id: string) => (look.get(id)?.type === 'AWS::IAM::InstanceProfile' ? references(look.get(id)?.properties.Roles) : [id]);
  return grants(look).flatMap(({ policy, roles, actions, resources }) =>
    holders
      .filter(({ properties }) =>
        under(properties, acting)
          .flatMap(references)
          .flatMap(roleOf)
          .some((role) => roles.includes(role)),
      )
      .flatMap(({ id }) => resources.flatMap((resource) => flowsOf(id, resource, actions, policy))),
  );
}

function flowsOf(who: string, resource: string, actions: readonly string[], policy: string): Flow[] {
  const by = (access: Access) => actions.filter((action) => accessOf(action).includes(access));
  const arrow = (access: Access, kind: Flow['kind'], inward: boolean): Flow[] => {
    const allowed = by(access);
    if (allowed.length === 0) return [];
    const [from, to] = inward ? [resource, who] : [who, resource];
    return [{ from, to, kind, label: labelOf(allowed, kind), resource: policy, actions: allowed }];
  };
  return [
    ...arrow('write', 'write', false),
    ...arrow('invoke', 'invoke', false),
    ...arrow('read', 'read', true),
    ...arrow('poll', 'poll', true),
  ];
}

/** Up to two actions by name, more in a word. */
function labelOf(actions: readonly string[], kind: Flow['kind']): Text | undefined {
  const names = [...new Set(actions.map((action) => action.slice(action.indexOf(':') + 1)))];
  if (kind === 'poll') return undefined;
  if (names.length <= 2 && !names.some((name) => name.includes('*'))) return same(names.join(', '));
  if (kind === 'read') return { vi: 'đọc', en: 'reads' };
  return kind === 'write' ? { vi: 'ghi', en: 'writes' } : { vi: 'gọi', en: 'calls' };
}

/** Allowed statements, without what another statement of the same roles denies. */
function grants({ all }: Look): Grant[] {
  const statements = all.flatMap(policiesOf);
  const denied = statements.filter(({ effect }) => effect === 'Deny');
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .map(({ effect: _, ...grant }) => ({
      ...grant,
      actions: grant.actions.filter(
        (action) =>
          !denied.some(
            (deny) =>
              deny.roles.some((role) => grant.roles.includes(role)) &&
              grant.resources.every((resource) => deny.resources.includes(resource)) &&
              deny.actions.some((pattern) => includesAction(pattern, action)),
          ),
      ),
    }));
}

function policiesOf({ id, type, properties }: ResourceView): (Grant & { effect: string })[] {
  if (type === 'AWS::IAM::Role') return at(properties, 'Policies.PolicyDocument').flatMap((document) => statementsOf(document, id, [id]));
  if (type !== 'AWS::IAM::Policy' && type !== 'AWS::IAM::ManagedPolicy' && type !== 'AWS::IAM::RolePolicy') return [];
  const roles = [...references(properties.Roles), ...references(properties.RoleName)];
  return statementsOf(properties.PolicyDocument, id, roles);
}

function statementsOf(document: unknown, policy: string, roles: string[]): (Grant & { effect: string })[] {
  return at(document, 'Statement')
    .filter(isRecord)
    .map((statement) => ({
      policy,
      roles,
      effect: textOf(statement.Effect),
      actions: listOf(statement.Action).map(textOf),
      resources: [...new Set(listOf(statement.Resource).flatMap(resourcesOf))],
    }));
}

/** The resources an ARN in a policy means; an index is meant apart from its table. */
function resourcesOf(arn: unknown): string[] {
  const index = /\$\{([^.}]+)\.Arn\}\/index\/([\w.-]+)$/.exec(textOf(arn));
  if (index) return [indexId(index[1]!, index[2]!)];
  return references(arn);
}

const allowing = [
  'AWS::Lambda::Permission',
  'AWS::SQS::QueuePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::S3::BucketPolicy',
  'AWS::Events::EventBusPolicy',
];

/** What a resource's own policy allows to another resource of the template. */
export function resourcePolicyFlows({ all }: Look): Flow[] {
  return all
    .filter(({ type }) => allowing.includes(type))
    .flatMap(({ id, type, properties }) => {
      if (type === 'AWS::Lambda::Permission') {
        const froms = references(properties.SourceArn);
        const actions = [textOf(properties.Action)];
        return references(properties.FunctionName).flatMap((to) =>
          froms.map((from): Flow => ({ from, to, kind: 'permission', resource: id, actions })),
        );
      }
      return [properties.PolicyDocument, properties.Statement].flatMap((document) =>
        [...at(document, 'Statement')].filter(isRecord).flatMap((statement) => {
          if (textOf(statement.Effect) !== 'Allow') return [];
          const actions = listOf(statement.Action).map(textOf);
          const tos = references(statement.Resource);
          return references(statement.Condition).flatMap((from) =>
            tos.map((to): Flow => ({ from, to, kind: 'permission', resource: id, actions })),
          );
        }),
      );
    });
}
