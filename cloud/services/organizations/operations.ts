import { CreateAccount, DescribeAccount, DescribeCreateAccountStatus, ListAccounts, ListCreateAccountStatus } from './accounts.ts';
import { CreateOrganization, DeleteOrganization, DescribeOrganization, ListRoots } from './organization.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';
import {
  CreateOrganizationalUnit,
  DeleteOrganizationalUnit,
  DescribeOrganizationalUnit,
  ListAccountsForParent,
  ListChildren,
  ListOrganizationalUnitsForParent,
  ListParents,
  MoveAccount,
  UpdateOrganizationalUnit,
} from './units.ts';

/** What Organizations can do. */
export const operations = {
  CreateAccount,
  CreateOrganization,
  CreateOrganizationalUnit,
  DeleteOrganization,
  DeleteOrganizationalUnit,
  DescribeAccount,
  DescribeCreateAccountStatus,
  DescribeOrganization,
  DescribeOrganizationalUnit,
  ListAccounts,
  ListAccountsForParent,
  ListChildren,
  ListCreateAccountStatus,
  ListOrganizationalUnitsForParent,
  ListParents,
  ListRoots,
  ListTagsForResource,
  MoveAccount,
  TagResource,
  UntagResource,
  UpdateOrganizationalUnit,
};
