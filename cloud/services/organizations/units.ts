import type * as sdk from '@aws-sdk/client-organizations';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { accountAt, checkParent, isParent, managed, page, toAccount, toUnit, unitAt } from './records.ts';
import type { Local, OrganizationRecord, OrganizationsState, Unit } from './state.ts';
import { tagsFrom } from './tags.ts';

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function checkName(organization: OrganizationRecord, name: string, parentId: string): void {
  refuseViolations('InvalidInputException', [lengthWithin('name', name, 1, 128)]);
  if ([...organization.units.values()].some((unit) => unit.parentId === parentId && unit.name === name))
    throw new AwsError('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
}

/** Throws ParentNotFoundException, DuplicateOrganizationalUnitException. Organizations API Reference, CreateOrganizationalUnit. */
export const CreateOrganizationalUnit: Operation<
  OrganizationsState,
  sdk.CreateOrganizationalUnitRequest,
  sdk.CreateOrganizationalUnitResponse,
  Local
> = (input, call) => {
  const organization = managed(call);
  checkParent(organization, input.ParentId!);
  checkName(organization, input.Name!, input.ParentId!);
  const tags = tagsFrom(input.Tags, call.principal);
  const id = `ou-${organization.rootId.slice(2)}-${call.random.text(8, LOWER_AND_DIGITS)}`;
  const unit: Unit = { id, name: input.Name!, parentId: input.ParentId! };
  organization.units.set(id, unit);
  if (tags.size > 0) organization.tags.set(id, tags);
  return { OrganizationalUnit: toUnit(organization, unit) };
};

export const DescribeOrganizationalUnit: Operation<
  OrganizationsState,
  sdk.DescribeOrganizationalUnitRequest,
  sdk.DescribeOrganizationalUnitResponse,
  Local
> = (input, call) => {
  const organization = managed(call);
  return { OrganizationalUnit: toUnit(organization, unitAt(organization, input.OrganizationalUnitId!)) };
};

export const UpdateOrganizationalUnit: Operation<
  OrganizationsState,
  sdk.UpdateOrganizationalUnitRequest,
  sdk.UpdateOrganizationalUnitResponse,
  Local
> = (input, call) => {
  const organization = managed(call);
  const unit = unitAt(organization, input.OrganizationalUnitId!);
  if (input.Name !== undefined && input.Name !== unit.name) {
    checkName(organization, input.Name, unit.parentId);
    unit.name = input.Name;
  }
  return { OrganizationalUnit: toUnit(organization, unit) };
};

/** Throws OrganizationalUnitNotEmptyException. Organizations API Reference, DeleteOrganizationalUnit. */
export const DeleteOrganizationalUnit: Operation<OrganizationsState, sdk.DeleteOrganizationalUnitRequest, void, Local> = (input, call) => {
  const organization = managed(call);
  const { id } = unitAt(organization, input.OrganizationalUnitId!);
  if (children(organization, id).length > 0)
    throw new AwsError(
      'OrganizationalUnitNotEmptyException',
      'The specified OU is not empty. Move all accounts to another root or to other OUs.',
    );
  organization.units.delete(id);
  organization.tags.delete(id);
};

export const ListOrganizationalUnitsForParent: Operation<
  OrganizationsState,
  sdk.ListOrganizationalUnitsForParentRequest,
  sdk.ListOrganizationalUnitsForParentResponse,
  Local
> = (input, call) => {
  const organization = managed(call);
  checkParent(organization, input.ParentId!);
  const units = [...organization.units.values()].filter(({ parentId }) => parentId === input.ParentId);
  const { items, more } = page(units, ({ id }) => id, input);
  return { OrganizationalUnits: items.map((unit) => toUnit(organization, unit)), ...more };
};

export const ListAccountsForParent: Operation<
  OrganizationsState,
  sdk.ListAccountsForParentRequest,
  sdk.ListAccountsForParentResponse,
  Local
> = (input, call) => {
  const organization = managed(call);
  checkParent(organization, input.ParentId!);
  const accounts = [...organization.accounts.values()].filter(({ parentId }) => parentId === input.ParentId);
  const { items, more } = page(accounts, ({ id }) => id, input);
  return { Accounts: items.map((member) => toAccount(organization, member)), ...more };
};

export const ListChildren: Operation<OrganizationsState, sdk.ListChildrenRequest, sdk.ListChildrenResponse, Local> = (input, call) => {
  const organization = managed(call);
  checkParent(organization, input.ParentId!);
  const found = children(organization, input.ParentId!).filter(({ Type }) => Type === input.ChildType);
  const { items, more } = page(found, ({ Id }) => Id, input);
  return { Children: items, ...more };
};

/** What an account or unit stands under. Throws ChildNotFoundException. Organizations API Reference, ListParents. */
export const ListParents: Operation<OrganizationsState, sdk.ListParentsRequest, sdk.ListParentsResponse, Local> = (input, call) => {
  const organization = managed(call);
  const child = organization.units.get(input.ChildId!) ?? organization.accounts.get(input.ChildId!);
  if (!child)
    throw new AwsError(
      'ChildNotFoundException',
      "We can't find an organizational unit or AWS account with the ChildId that you specified.",
    );
  const Type = child.parentId === organization.rootId ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const);
  const { items, more } = page([{ Id: child.parentId, Type }], ({ Id }) => Id, input);
  return { Parents: items, ...more };
};

/** Throws SourceParentNotFoundException, DestinationParentNotFoundException, DuplicateAccountException. Organizations API Reference, MoveAccount. */
export const MoveAccount: Operation<OrganizationsState, sdk.MoveAccountRequest, void, Local> = (input, call) => {
  const organization = managed(call);
  const member = accountAt(organization, input.AccountId!);
  if (member.parentId !== input.SourceParentId)
    throw new AwsError('SourceParentNotFoundException', "We can't find a source root or OU with the ParentId that you specified.");
  if (!isParent(organization, input.DestinationParentId!))
    throw new AwsError(
      'DestinationParentNotFoundException',
      "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    );
  if (input.SourceParentId === input.DestinationParentId)
    throw new AwsError('DuplicateAccountException', 'That account is already present in the specified destination.');
  member.parentId = input.DestinationParentId!;
};

function children({ units, accounts }: OrganizationRecord, parent: string) {
  return [
    ...[...units.values()]
      .filter(({ parentId }) => parentId === parent)
      .map(({ id }) => ({ Id: id, Type: 'ORGANIZATIONAL_UNIT' as const })),
    ...[...accounts.values()].filter(({ parentId }) => parentId === parent).map(({ id }) => ({ Id: id, Type: 'ACCOUNT' as const })),
  ];
}
