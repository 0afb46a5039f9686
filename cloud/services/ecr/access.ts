import type { AccessCheck, Call } from '../../operation.ts';
import type { Service } from '../../service.ts';
import { operations } from './operations.ts';
import { repositoryArn } from './repositories.ts';
import type { EcrState } from './state.ts';

interface Names {
  repositoryName?: string;
  repositoryNames?: string[];
  resourceArn?: string;
}

const onRepositories =
  (operation: string) =>
  (input: Names, call: Call<EcrState>): AccessCheck[] => {
    const action = `ecr:${operation}`;
    if (input.resourceArn !== undefined) return [{ action, resource: input.resourceArn }];
    const names = input.repositoryNames ?? (input.repositoryName === undefined ? ['*'] : [input.repositoryName]);
    return names.map((name) => ({ action, resource: repositoryArn(call, name) }));
  };

export const access: Service<EcrState, undefined>['access'] = Object.fromEntries(
  Object.keys(operations).map((operation) => [operation, onRepositories(operation)]),
);
