import { AwsError } from '../aws-error.ts';
import { compilePolicy, type PolicyDocument, PolicyError, type PrincipalDocument, parsePolicy, type StatementDocument } from './policy.ts';

/** Where a policy stands decides what it may say: on an identity, on a role (who may assume it), on any other resource. */
export type PolicyPlace = 'identity' | 'trust' | 'resource';

/** Refuses what AWS refuses when a policy is stored. Throws AwsError of the service's code, in AWS's words. */
export function checkPolicy(place: PolicyPlace, text: string, code = 'MalformedPolicyDocument'): PolicyDocument {
  try {
    const document = parsePolicy(text);
    checkStatements(place, document);
    compilePolicy(text);
    return document;
  } catch (error) {
    if (error instanceof PolicyError) throw new AwsError(code, error.message, { cause: error });
    throw error;
  }
}

function checkStatements(place: PolicyPlace, { Version, Statement }: PolicyDocument): void {
  if (place === 'identity' && Version !== '2012-10-17') throw new PolicyError('Policy document must be version 2012-10-17 or greater.');
  const sids = Statement.flatMap(({ Sid }) => Sid || []);
  if (new Set(sids).size < sids.length) throw new PolicyError('Statement IDs (SID) in a single policy must be unique.');
  for (const statement of Statement) {
    if (place === 'identity') checkIdentityStatement(statement);
    if (place === 'trust') checkTrustStatement(statement);
    if (place === 'resource' && !statement.Principal && !statement.NotPrincipal) throw new PolicyError('Missing required field Principal');
    checkActions(statement.Action ?? statement.NotAction);
    for (const resource of statement.Resource ?? statement.NotResource ?? []) checkResource(resource);
    for (const principals of [statement.Principal, statement.NotPrincipal]) if (principals) checkPrincipals(principals);
  }
}

function checkIdentityStatement(statement: StatementDocument): void {
  if (statement.Principal || statement.NotPrincipal) throw new PolicyError('Policy document should not specify a principal.');
  if (statement.Sid && !/^[0-9A-Za-z]*$/.test(statement.Sid)) {
    throw new PolicyError('Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  }
  if (!statement.Action && !statement.NotAction) throw new PolicyError('Policy statement must contain actions.');
  if (!(statement.Resource ?? statement.NotResource)?.length) throw new PolicyError('Policy statement must contain resources.');
}

function checkTrustStatement(statement: StatementDocument): void {
  if (statement.Resource || statement.NotResource) throw new PolicyError('Has prohibited field Resource');
  if (statement.NotPrincipal) throw new PolicyError('Has prohibited field NotPrincipal');
  if (!statement.Principal) throw new PolicyError('Missing required field Principal');
  if (!statement.Action && !statement.NotAction) throw new PolicyError('Missing required field Action');
  if (statement.Action?.some((action) => !/^(sts:.*|\*)$/i.test(action))) {
    throw new PolicyError('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

function checkActions(actions: readonly string[] | undefined): void {
  if (!actions?.length) throw new PolicyError('Policy statement must contain actions.');
  for (const action of actions) {
    if (action === '*') continue;
    const [vendor, ...names] = action.split(':');
    if (names.length === 0) throw new PolicyError('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    if (names.length > 1) throw new PolicyError('Actions/Condition can contain only one colon.');
    if (!/^(\*|[a-zA-Z0-9.-]+)$/.test(vendor!)) throw new PolicyError(`Vendor ${vendor} is not valid`);
  }
}

function checkResource(resource: string): void {
  if (/^\*+$/.test(resource) || resource.startsWith('${')) return;
  const [head, partition, service, region, account, ...rest] = resource.split(':');
  if (head !== 'arn' || partition === undefined) throw new PolicyError(`Resource ${resource} must be in ARN format or "*".`);
  if (!/^(aws(-[a-z-]+)?|\*)$/.test(partition)) {
    const shown = [service || '*', region ?? '*', account ?? '*', rest.length > 0 ? rest.join(':') : '*'].join(':');
    throw new PolicyError(`Partition "${partition}" is not valid for resource "arn:${partition}:${shown}".`);
  }
  if (service === undefined || region === undefined)
    throw new PolicyError('Resource vendor must be fully qualified and cannot contain regexes.');
  if (service === 'iam' && region !== '' && region !== '*')
    throw new PolicyError(`IAM resource ${resource} cannot contain region information.`);
  if (service === 's3' && region !== '' && region !== '*')
    throw new PolicyError(`Resource ${resource} can not contain region information.`);
}

function checkPrincipals(principals: PrincipalDocument): void {
  if (principals === '*') return;
  for (const [kind, names] of Object.entries(principals)) {
    const fits = principalForms[kind];
    if (!fits) throw new PolicyError(`Invalid principal in policy: "${kind}":"${names.join(',')}"`);
    for (const name of names) {
      if (!fits.test(name)) throw new PolicyError(`Invalid principal in policy: "${kind === 'Service' ? 'SERVICE' : kind}":"${name}"`);
    }
  }
}

const principalForms: Record<string, RegExp | undefined> = {
  AWS: /^(\*|\d{12}|A[A-Z]{3}[A-Z0-9]{12,}|arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):(root|user\/.+|role\/.+|assumed-role\/.+|federated-user\/.+))$/,
  Service: /^(\*|[a-z0-9.-]+\.amazonaws\.com(\.cn)?|[a-z0-9-]+\.aws\.internal)$/,
  Federated: /./,
  CanonicalUser: /^[0-9a-f]{64}$/,
};
