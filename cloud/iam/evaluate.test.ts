// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like template strings.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Principal } from '../principal.ts';
import { conditionKeys } from './condition-keys.ts';
import { type ApplicablePolicies, type Decision, evaluate } from './evaluate.ts';
import { compilePolicy } from './policy.ts';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const NOW = Date.UTC(2026, 10, 20, 12);

const user: Principal = { type: 'user', account: ACCOUNT, userName: 'mai', userId: 'AIDAEXAMPLE', arn: `arn:aws:iam::${ACCOUNT}:user/mai` };
const root: Principal = { type: 'root', account: ACCOUNT };
const session: Principal = {
  type: 'assumed-role',
  account: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/app/Worker`,
  roleId: 'AROAEXAMPLE',
  sessionName: 'one',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/one`,
};
const s3: Principal = { type: 'service', service: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::uploads', sourceAccount: ACCOUNT };
const anonymous: Principal = { type: 'anonymous' };

type Statement = Record<string, unknown>;
const allow = (Action: unknown, Resource: unknown = '*', more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: Statement = {}): Statement => ({ Effect: 'Deny', Action, Resource, ...more });
const policy = (...Statement: Statement[]) => compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));

interface Question {
  principal?: Principal;
  action?: string;
  resource?: string;
  owner?: string;
  context?: Record<string, string | string[]>;
  tags?: Map<string, string>;
  region?: string;
}
interface Documents {
  identity?: Statement[];
  boundary?: Statement[];
  session?: Statement[][];
  resource?: Statement[];
  trust?: Statement[];
}

const TABLE = `arn:aws:dynamodb:ap-southeast-1:${ACCOUNT}:table/Orders`;

function ask(documents: Documents, question: Question = {}): Decision {
  const {
    principal = user,
    action = 'dynamodb:PutItem',
    resource = TABLE,
    owner = ACCOUNT,
    context,
    tags,
    region = 'ap-southeast-1',
  } = question;
  const check = { action, resource, ...(context && { context }) };
  const keys = conditionKeys(principal, check, { now: NOW, region, resourceAccount: owner, ...(tags && { principalTags: tags }) });
  const onResource = documents.resource ?? documents.trust;
  const policies: ApplicablePolicies = {
    identity: documents.identity ? [policy(...documents.identity)] : [],
    ...(documents.boundary && { boundary: policy(...documents.boundary) }),
    ...(documents.session && { session: documents.session.map((statements) => policy(...statements)) }),
    ...(onResource && { resource: policy(...onResource) }),
    ...(documents.trust && { trust: true }),
  };
  return evaluate({ principal, action, resource, resourceAccount: owner, keys }, policies);
}

const allowed = { allowed: true };
const implicit = (by: string) => ({ allowed: false, explicit: false, by });
const explicit = (by: string) => ({ allowed: false, explicit: true, by });

describe('identity policies', () => {
  test('nothing is allowed that no policy allows', () => expect(ask({})).toEqual(implicit('identity-based policy')));
  test('an allow of action and resource is enough', () => expect(ask({ identity: [allow('dynamodb:PutItem', TABLE)] })).toEqual(allowed));
  test('an allow of another action is not', () =>
    expect(ask({ identity: [allow('dynamodb:GetItem', TABLE)] })).toEqual(implicit('identity-based policy')));
  test('an allow of another resource is not', () =>
    expect(ask({ identity: [allow('dynamodb:PutItem', `${TABLE}2`)] })).toEqual(implicit('identity-based policy')));
  test('an explicit deny wins over every allow', () =>
    expect(ask({ identity: [allow('*'), deny('dynamodb:PutItem')] })).toEqual(explicit('identity-based policy')));
  test('the case of an action does not matter', () => expect(ask({ identity: [allow('DynamoDB:putitem')] })).toEqual(allowed));
  test('the case of a resource matters', () =>
    expect(ask({ identity: [allow('*', TABLE.toLowerCase())] })).toEqual(implicit('identity-based policy')));
  test('* stands for any part of an action', () => expect(ask({ identity: [allow('dynamodb:Put*')] })).toEqual(allowed));
  test('? stands for one character of an action', () => {
    expect(ask({ identity: [allow('dynamodb:?utItem')] })).toEqual(allowed);
    expect(ask({ identity: [allow('dynamodb:?PutItem')] })).toEqual(implicit('identity-based policy'));
  });
  test('* stands for any part of a resource, beyond its colons and slashes', () => {
    expect(ask({ identity: [allow('*', 'arn:aws:dynamodb:*')] })).toEqual(allowed);
    expect(ask({ identity: [allow('*', `arn:aws:dynamodb:*:*:table/Or?ers`)] })).toEqual(allowed);
  });
  test('NotAction allows all but what it names', () => {
    const identity = [{ Effect: 'Allow', NotAction: ['iam:*', 'dynamodb:Delete*'], Resource: '*' }];
    expect(ask({ identity })).toEqual(allowed);
    expect(ask({ identity }, { action: 'iam:CreateRole' })).toEqual(implicit('identity-based policy'));
  });
  test('a deny with NotAction denies all but what it names', () => {
    const identity = [allow('*'), { Effect: 'Deny', NotAction: 'dynamodb:PutItem', Resource: '*' }];
    expect(ask({ identity })).toEqual(allowed);
    expect(ask({ identity }, { action: 'dynamodb:GetItem' })).toEqual(explicit('identity-based policy'));
  });
  test('NotResource allows all but what it names', () => {
    const identity = [{ Effect: 'Allow', Action: '*', NotResource: `${TABLE}*` }];
    expect(ask({ identity })).toEqual(implicit('identity-based policy'));
    expect(ask({ identity }, { resource: `arn:aws:dynamodb:ap-southeast-1:${ACCOUNT}:table/Other` })).toEqual(allowed);
  });
  test('an action without a resource needs a policy on *', () => {
    expect(ask({ identity: [allow('iam:ListRoles')] }, { action: 'iam:ListRoles', resource: '*' })).toEqual(allowed);
    expect(
      ask({ identity: [allow('iam:ListRoles', `arn:aws:iam::${ACCOUNT}:role/x`)] }, { action: 'iam:ListRoles', resource: '*' }),
    ).toEqual(implicit('identity-based policy'));
  });
  test('iam:PassRole is held to the service it is passed to', () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/Fn`;
    const identity = [allow('iam:PassRole', role, { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })];
    const pass = (service: string, resource = role) =>
      ask({ identity }, { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } });
    expect(pass('lambda.amazonaws.com')).toEqual(allowed);
    expect(pass('ec2.amazonaws.com')).toEqual(implicit('identity-based policy'));
    expect(pass('lambda.amazonaws.com', `arn:aws:iam::${ACCOUNT}:role/Admin`)).toEqual(implicit('identity-based policy'));
  });
});

describe('variables', () => {
  const home = 'arn:aws:s3:::homes/mai/photo.jpg';
  const get = (resource: string, question: Question = {}) =>
    ask({ identity: [allow('s3:GetObject', resource)] }, { action: 's3:GetObject', resource: home, ...question });
  test('a variable stands for its value', () => expect(get('arn:aws:s3:::homes/${aws:username}/*')).toEqual(allowed));
  test('another value does not fit', () => expect(get('arn:aws:s3:::homes/${aws:userid}/*')).toEqual(implicit('identity-based policy')));
  test('a variable without a value fits nothing', () =>
    expect(get('arn:aws:s3:::homes/${aws:username}/*', { principal: session })).toEqual(implicit('identity-based policy')));
  test('a default stands in for a missing value', () =>
    expect(get("arn:aws:s3:::homes/${aws:username, 'mai'}/*", { principal: session })).toEqual(allowed));
  test('wildcards in a value are characters', () =>
    expect(get('arn:aws:s3:::homes/${aws:PrincipalTag/home}/*', { tags: new Map([['home', '*']]) })).toEqual(
      implicit('identity-based policy'),
    ));
  test('${*} is the character itself', () => {
    expect(get('arn:aws:s3:::homes/${*}', { resource: 'arn:aws:s3:::homes/*' })).toEqual(allowed);
    expect(get('arn:aws:s3:::homes/${*}')).toEqual(implicit('identity-based policy'));
  });
  test('policies of version 2008-10-17 know no variables', () => {
    const old = compilePolicy(JSON.stringify({ Version: '2008-10-17', Statement: [allow('*', '${aws:username}')] }));
    const keys = () => 'mai';
    const request = { principal: user, action: 's3:GetObject', resourceAccount: ACCOUNT, keys };
    expect(evaluate({ ...request, resource: 'mai' }, { identity: [old] })).toEqual(implicit('identity-based policy'));
    expect(evaluate({ ...request, resource: '${aws:username}' }, { identity: [old] })).toEqual(allowed);
  });
});

describe('resource policies in one account', () => {
  const on = (principal: unknown, more: Statement = {}) => [allow('dynamodb:PutItem', TABLE, { Principal: principal, ...more })];
  test('naming the user is enough', () => expect(ask({ resource: on({ AWS: user.arn }) })).toEqual(allowed));
  test('naming another user is nothing', () =>
    expect(ask({ resource: on({ AWS: `arn:aws:iam::${ACCOUNT}:user/lan` }) })).toEqual(implicit('identity-based policy')));
  test('naming the role is enough for its sessions', () =>
    expect(ask({ resource: on({ AWS: session.roleArn }) }, { principal: session })).toEqual(allowed));
  test('naming the account leaves the decision to identity policies', () => {
    const resource = on({ AWS: ACCOUNT });
    expect(ask({ resource })).toEqual(implicit('identity-based policy'));
    expect(ask({ resource, identity: [allow('dynamodb:*')] })).toEqual(allowed);
  });
  test('a deny there wins over an identity policy', () =>
    expect(ask({ identity: [allow('*')], resource: [deny('*', '*', { Principal: '*' })] })).toEqual(explicit('resource-based policy')));
  test('a deny there holds for the root user too', () => {
    expect(ask({ resource: [deny('*', '*', { Principal: '*' })] }, { principal: root })).toEqual(explicit('resource-based policy'));
    expect(ask({ resource: on({ AWS: user.arn }) }, { principal: root })).toEqual(allowed);
  });
  test('NotPrincipal denies all but those it names', () => {
    const resource = [deny('*', '*', { Principal: undefined, NotPrincipal: { AWS: [user.arn, `arn:aws:iam::${OTHER}:root`] } })];
    expect(ask({ identity: [allow('*')], resource })).toEqual(allowed);
    expect(ask({ identity: [allow('*')], resource }, { principal: session })).toEqual(explicit('resource-based policy'));
  });
  test('everyone includes callers without a name', () => {
    expect(ask({ resource: on('*') }, { principal: anonymous })).toEqual(allowed);
    expect(ask({ resource: on({ AWS: ACCOUNT }) }, { principal: anonymous })).toEqual(implicit('resource-based policy'));
  });
});

describe('service principals', () => {
  const invoke = { action: 'lambda:InvokeFunction', resource: `arn:aws:lambda:ap-southeast-1:${ACCOUNT}:function:Resize`, principal: s3 };
  const on = (Condition?: object) => [
    allow('lambda:InvokeFunction', '*', { Principal: { Service: 's3.amazonaws.com' }, ...(Condition && { Condition }) }),
  ];
  test('are judged by the resource policy alone', () => {
    expect(ask({ resource: on() }, invoke)).toEqual(allowed);
    expect(ask({ identity: [allow('*')] }, invoke)).toEqual(implicit('resource-based policy'));
  });
  test('may be held to what they act for', () => {
    expect(
      ask(
        { resource: on({ ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::uploads' }, StringEquals: { 'aws:SourceAccount': ACCOUNT } }) },
        invoke,
      ),
    ).toEqual(allowed);
    expect(ask({ resource: on({ ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::others' } }) }, invoke)).toEqual(
      implicit('resource-based policy'),
    );
    expect(ask({ resource: on({ StringEquals: { 'aws:SourceAccount': OTHER } }) }, invoke)).toEqual(implicit('resource-based policy'));
  });
  test('are known as such in conditions', () => {
    expect(
      ask(
        { resource: [deny('*', '*', { Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }), ...on()] },
        invoke,
      ),
    ).toEqual(allowed);
    expect(ask({ resource: on({ StringEquals: { 'aws:PrincipalServiceName': 's3.amazonaws.com' } }) }, invoke)).toEqual(allowed);
  });
});

describe('two accounts', () => {
  const theirs = { resource: `arn:aws:dynamodb:ap-southeast-1:${OTHER}:table/Theirs`, owner: OTHER };
  const on = (AWS: string) => [allow('dynamodb:*', '*', { Principal: { AWS } })];
  test('both sides must say yes', () => {
    expect(ask({ identity: [allow('*')] }, theirs)).toEqual(implicit('resource-based policy'));
    expect(ask({ resource: on(user.arn) }, theirs)).toEqual(implicit('identity-based policy'));
    expect(ask({ identity: [allow('*')], resource: on(user.arn) }, theirs)).toEqual(allowed);
    expect(ask({ identity: [allow('*')], resource: on(ACCOUNT) }, theirs)).toEqual(allowed);
  });
  test('a root user needs the other side alone', () => {
    expect(ask({}, { ...theirs, principal: root })).toEqual(implicit('resource-based policy'));
    expect(ask({ resource: on(ACCOUNT) }, { ...theirs, principal: root })).toEqual(allowed);
  });
});

describe('boundaries and session policies', () => {
  test('a boundary allows nothing by itself', () => expect(ask({ boundary: [allow('*')] })).toEqual(implicit('identity-based policy')));
  test('what it does not allow is denied', () => {
    expect(ask({ identity: [allow('*')], boundary: [allow('s3:*')] })).toEqual(implicit('permissions boundary'));
    expect(ask({ identity: [allow('*')], boundary: [allow('dynamodb:*')] })).toEqual(allowed);
  });
  test('what it denies is denied explicitly', () =>
    expect(ask({ identity: [allow('*')], boundary: [allow('*'), deny('dynamodb:*')] })).toEqual(explicit('permissions boundary')));
  test('it limits a grant to the role, but not one to the user itself', () => {
    const boundary = [allow('s3:*')];
    const to = (AWS: string) => [allow('*', '*', { Principal: { AWS } })];
    expect(ask({ boundary, resource: to(session.roleArn) }, { principal: session })).toEqual(implicit('permissions boundary'));
    expect(ask({ boundary, resource: to(session.arn) }, { principal: session })).toEqual(allowed);
    expect(ask({ boundary, resource: to(user.arn) })).toEqual(allowed);
  });
  test('a session policy limits its session; several allow together', () => {
    const identity = [allow('*')];
    expect(ask({ identity, session: [[allow('s3:*')]] }, { principal: session })).toEqual(implicit('session policy'));
    expect(ask({ identity, session: [[allow('s3:*')], [allow('dynamodb:*')]] }, { principal: session })).toEqual(allowed);
    expect(ask({ session: [[allow('*')]] }, { principal: session })).toEqual(implicit('identity-based policy'));
  });
});

describe('trust policies', () => {
  const assume = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Target` };
  const trust = (Principal: unknown, Condition?: object) => [
    { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) },
  ];
  test('a role that does not trust is not assumed, whatever the identity policy says', () =>
    expect(ask({ identity: [allow('*')], trust: trust({ Service: 'lambda.amazonaws.com' }) }, assume)).toEqual(
      implicit('role trust policy'),
    ));
  test('trusting the account leaves it to identity policies', () => {
    expect(ask({ trust: trust({ AWS: ACCOUNT }) }, assume)).toEqual(implicit('identity-based policy'));
    expect(ask({ identity: [allow('sts:AssumeRole')], trust: trust({ AWS: ACCOUNT }) }, assume)).toEqual(allowed);
  });
  test('trusting the user is enough in one account, not in two', () => {
    const target = `arn:aws:iam::${OTHER}:role/Target`;
    expect(ask({ trust: trust({ AWS: user.arn }) }, assume)).toEqual(allowed);
    expect(ask({ trust: trust({ AWS: user.arn }) }, { ...assume, resource: target, owner: OTHER })).toEqual(
      implicit('identity-based policy'),
    );
  });
  test('an external id must be the one agreed upon', () => {
    const documents = { trust: trust({ AWS: user.arn }, { StringEquals: { 'sts:ExternalId': 'secret' } }) };
    expect(ask(documents, { ...assume, context: { 'sts:ExternalId': 'secret' } })).toEqual(allowed);
    expect(ask(documents, { ...assume, context: { 'sts:ExternalId': 'guess' } })).toEqual(implicit('role trust policy'));
    expect(ask(documents, assume)).toEqual(implicit('role trust policy'));
  });
});

describe('whatever the policies', () => {
  const actions = ['dynamodb:PutItem', 'dynamodb:GetItem', 's3:GetObject', 'iam:PassRole'];
  const patterns = [...actions, 'dynamodb:*', '*', 's3:Get*', '*:*Item'];
  const statement = (Effect: 'Allow' | 'Deny') =>
    fc.record({
      Effect: fc.constant(Effect),
      Action: fc.subarray(patterns, { minLength: 1 }),
      Resource: fc.constantFrom('*', TABLE, `${TABLE}*`, 'arn:aws:s3:::*'),
    });
  const statements = fc.array(fc.oneof(statement('Allow'), statement('Deny')), { minLength: 1, maxLength: 5 });
  const question = fc.record({ action: fc.constantFrom(...actions), resource: fc.constantFrom(TABLE, `${TABLE}2`, 'arn:aws:s3:::b/k') });

  test('an explicit deny always wins', () =>
    fc.assert(
      fc.property(statements, question, fc.nat(), (list, asked, at) => {
        const place = at % (list.length + 1);
        const denying = [...list.slice(0, place), deny(asked.action, asked.resource), ...list.slice(place)];
        expect(ask({ identity: denying }, asked)).toEqual(explicit('identity-based policy'));
        expect(ask({ identity: [allow('*')], boundary: denying }, asked)).toEqual(explicit('permissions boundary'));
      }),
    ));
  test('adding an allow never takes access away, and adding a deny never gives any', () =>
    fc.assert(
      fc.property(statements, statement('Allow'), statement('Deny'), question, (list, more, less, asked) => {
        const before = ask({ identity: list }, asked).allowed;
        if (before) expect(ask({ identity: [...list, more] }, asked)).toEqual(allowed);
        else expect(ask({ identity: [...list, less] }, asked).allowed).toBe(false);
      }),
    ));
  test('boundaries and session policies never give what was not there', () =>
    fc.assert(
      fc.property(statements, statements, statements, question, (identity, boundary, limits, asked) => {
        const whole = ask({ identity, boundary, session: [limits] }, { ...asked, principal: session });
        const each = [identity, boundary, limits].every((list) => ask({ identity: list }, asked).allowed);
        expect(whole.allowed).toBe(each);
      }),
    ));
  test('the order of statements does not matter', () =>
    fc.assert(
      fc.property(statements, question, (list, asked) => {
        expect(ask({ identity: list.toReversed() }, asked).allowed).toBe(ask({ identity: list }, asked).allowed);
      }),
    ));
});
