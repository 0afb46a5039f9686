import { type Deployment, resolveValue } from './deployment.ts';
import type { LoadedTemplate } from './loaded-template.ts';
import type { Output, Value } from './model.ts';
import type { OutputDeclaration } from './template.ts';
import { validationError } from './template-error.ts';

/** The stack's outputs, resolved. Throws where one is no text or its export is another stack's. */
export async function resolveOutputs(deployment: Deployment, loaded: LoadedTemplate, imports: Set<string>): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const [key, declaration] of Object.entries(loaded.template.outputs)) {
    if (declaration.Condition !== undefined && !loaded.conditionHolds(declaration.Condition)) continue;
    outputs.push(await resolveOutput(deployment, loaded, key, declaration, imports));
  }
  checkExports(deployment, outputs);
  return outputs;
}

async function resolveOutput(
  deployment: Deployment,
  loaded: LoadedTemplate,
  key: string,
  declaration: OutputDeclaration,
  imports: Set<string>,
): Promise<Output> {
  const value = scalar(await resolveValue(deployment, loaded, declaration.Value, imports));
  if (value === undefined)
    throw validationError(`Template format error: The Value field of every Outputs member must evaluate to a String.`);
  const exportName = declaration.Export && scalar(await resolveValue(deployment, loaded, declaration.Export.Name, imports));
  if (exportName !== undefined && !/^[A-Za-z0-9:-]+$/.test(exportName)) {
    throw validationError(
      `Template format error: Output ${key} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    );
  }
  return {
    key,
    value,
    ...(typeof declaration.Description === 'string' && { description: declaration.Description }),
    ...(exportName !== undefined && { exportName }),
  };
}

function checkExports({ stack, exports }: Deployment, outputs: readonly Output[]): void {
  for (const { exportName } of outputs) {
    const other = exportName === undefined ? undefined : exports.find(exportName);
    if (other && other.stackId !== stack.id) {
      throw validationError(`Export with name ${exportName} is already exported by stack ${other.stackName}.`);
    }
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const importers = exports.importers(exportName);
    if (importers.length === 0) continue;
    const now = outputs.find((output) => output.exportName === exportName);
    if (!now) throw validationError(`Export ${exportName} cannot be deleted as it is in use by ${importers.join(', ')}`);
    if (now.value !== value) throw validationError(`Export ${exportName} cannot be updated as it is in use by ${importers.join(', ')}`);
  }
}

function scalar(value: Value | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
