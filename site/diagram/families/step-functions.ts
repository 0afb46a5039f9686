import { type Family, type Flow, folded, node, type ResourceView, same } from '../family.ts';
import { isRecord, listOf, references, textOf } from '../template.ts';

export const stepFunctions: Family = {
  'AWS::StepFunctions::StateMachine': node('máy trạng thái', 'state machine', 'AWSStepFunctions', { flows: stateMachine, declared: true }),
  'AWS::StepFunctions::StateMachineVersion': folded(['StateMachineArn'], 'a state of the state machine'),
  'AWS::StepFunctions::StateMachineAlias': folded(['RoutingConfiguration.StateMachineVersionArn'], 'a name of the state machine'),
  'AWS::StepFunctions::Activity': node('activity', 'activity', 'AWSStepFunctions'),
};

const reading = /:(?:aws-sdk:)?\w+:(?:get|query|scan|list|describe|batchGet)\w*/i;
const calling = /:lambda:invoke|:states:start|:codebuild:|:ecs:runTask|:batch:|:http:/;

/** Each task's arrow, by the name of its state. */
function stateMachine({ id, properties }: ResourceView): Flow[] {
  const definition = definitionOf(properties);
  if (!definition) {
    const named = [properties.DefinitionString, properties.Definition].flatMap(references);
    return named.map((to) => ({ from: id, to, kind: 'invoke', resource: id }));
  }
  return tasks(definition).flatMap(({ name, state }) => {
    const resource = textOf(state.Resource);
    const named = [state.Resource, state.Parameters, state.Arguments].flatMap(references);
    return named.map((other): Flow => {
      const label = same(name);
      if (reading.test(resource)) return { from: other, to: id, kind: 'read', label, resource: id };
      const kind = calling.test(resource) || references(state.Resource).length > 0 ? 'invoke' : 'write';
      return { from: id, to: other, kind, label, resource: id };
    });
  });
}

/** The definition with each substitution's value in its place; undefined when it is not JSON. */
function definitionOf({ Definition, DefinitionString, DefinitionSubstitutions }: ResourceView['properties']): unknown {
  const text = Definition === undefined ? textOf(DefinitionString) : JSON.stringify(Definition);
  const filled = text.replace(/\$\{(\w+)\}/g, (all, name: string) =>
    isRecord(DefinitionSubstitutions) && name in DefinitionSubstitutions ? textOf(DefinitionSubstitutions[name]) : all,
  );
  try {
    return JSON.parse(filled);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tasks(definition: unknown): { name: string; state: Record<string, unknown> }[] {
  if (!isRecord(definition) || !isRecord(definition.States)) return [];
  return Object.entries(definition.States).flatMap(([name, state]) => {
    if (!isRecord(state)) return [];
    const inner = [...listOf(state.Branches), state.Iterator, state.ItemProcessor].flatMap(tasks);
    return state.Type === 'Task' ? [{ name, state }, ...inner] : inner;
  });
}
