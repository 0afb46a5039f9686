import type { ListExportsInput, ListExportsOutput, ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import { validationError } from '../../formation/template-error.ts';
import type { Operation } from '../../operation.ts';
import { pageOf } from './page.ts';
import { allExports, exportsOf } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

/** Every export of the region. CloudFormation API Reference, ListExports. */
export const ListExports: Operation<CloudFormationState, ListExportsInput, ListExportsOutput, Local> = (input, call) => {
  const { items, NextToken } = pageOf(allExports(call), input.NextToken, 100);
  return { Exports: items.map(({ name, value, stackId }) => ({ ExportingStackId: stackId, Name: name, Value: value })), NextToken };
};

/** The stacks that import a value. Throws ValidationError when there is none. */
export const ListImports: Operation<CloudFormationState, ListImportsInput, ListImportsOutput, Local> = (input, call) => {
  const exports = exportsOf(call);
  const name = input.ExportName ?? '';
  if (!exports.find(name)) throw validationError(`No export named ${name} found.`);
  const importers = exports.importers(name);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const { items, NextToken } = pageOf(importers, input.NextToken, 100);
  return { Imports: items, NextToken };
};
