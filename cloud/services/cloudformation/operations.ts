import { CreateChangeSet } from './CreateChangeSet.ts';
import { CreateStack } from './CreateStack.ts';
import { DeleteChangeSet, ListChangeSets } from './change-sets.ts';
import { DeleteStack } from './DeleteStack.ts';
import { DescribeChangeSet } from './DescribeChangeSet.ts';
import { DescribeStacks } from './DescribeStacks.ts';
import { ExecuteChangeSet } from './ExecuteChangeSet.ts';
import { DescribeEvents, DescribeStackEvents } from './events.ts';
import { ListExports, ListImports } from './exports.ts';
import { ListStacks } from './ListStacks.ts';
import { GetStackPolicy, ListHookResults, SetStackPolicy, UpdateTerminationProtection } from './protection.ts';
import { CancelUpdateStack, ContinueUpdateRollback, RollbackStack } from './rollback.ts';
import { DescribeStackResource, DescribeStackResources, ListStackResources } from './stack-resources.ts';
import { GetTemplate, GetTemplateSummary, ValidateTemplate } from './templates.ts';
import { UpdateStack } from './UpdateStack.ts';

/** What CloudFormation can do. */
export const operations = {
  CancelUpdateStack,
  ContinueUpdateRollback,
  CreateChangeSet,
  CreateStack,
  DeleteChangeSet,
  DeleteStack,
  DescribeChangeSet,
  DescribeEvents,
  DescribeStackEvents,
  DescribeStackResource,
  DescribeStackResources,
  DescribeStacks,
  ExecuteChangeSet,
  GetStackPolicy,
  GetTemplate,
  GetTemplateSummary,
  ListChangeSets,
  ListExports,
  ListHookResults,
  ListImports,
  ListStackResources,
  ListStacks,
  RollbackStack,
  SetStackPolicy,
  UpdateStack,
  UpdateTerminationProtection,
  ValidateTemplate,
};
