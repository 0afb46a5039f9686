import { AwsError } from '../aws-error.ts';
import type { LoadedTemplate } from './loaded-template.ts';
import type { Properties } from './model.ts';
import type { ResourceDeclaration } from './template.ts';

/** IAM types that need an acknowledgement, and the property that names each. CloudFormation API Reference, CreateStack, "Capabilities". */
const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** The capability a template asks for, and because of which types. */
export function requiredCapability(
  resources: Readonly<Record<string, ResourceDeclaration>>,
): { capability: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM'; types: string[] } | undefined {
  const iam = Object.values(resources).filter((resource) => Object.hasOwn(IAM_TYPES, resource.Type));
  if (iam.length === 0) return undefined;
  const isNamed = iam.some(({ Type, Properties }) => {
    const property = IAM_TYPES[Type];
    return property !== undefined && (Properties as Properties)[property] !== undefined;
  });
  return { capability: isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', types: [...new Set(iam.map((resource) => resource.Type))] };
}

/** Throws InsufficientCapabilitiesException. */
export function checkCapabilities(loaded: LoadedTemplate, given: readonly string[]): void {
  const required = requiredCapability(Object.fromEntries(loaded.resources))?.capability;
  if (required === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(required)) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${required}]`);
}
