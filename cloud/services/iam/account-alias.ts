import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { alreadyExists, missing } from './entities.ts';
import { constraint } from './names.ts';
import type { IamState } from './state.ts';

/** An account's other name; it has at most one. IAM API Reference, CreateAccountAlias and its neighbours. */
export const CreateAccountAlias: Operation<IamState, sdk.CreateAccountAliasRequest, void> = (input, { state }) => {
  const alias = input.AccountAlias ?? '';
  if (!/^[a-z0-9](([a-z0-9]|-(?!-)){1,61}[a-z0-9])$/.test(alias)) {
    throw constraint('accountAlias', alias, 'Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$');
  }
  if (state.accountAlias === alias) throw alreadyExists(`The account alias ${alias} already exists.`);
  state.accountAlias = alias;
};

export const ListAccountAliases: Operation<IamState, sdk.ListAccountAliasesRequest, sdk.ListAccountAliasesResponse> = (
  _input,
  { state },
) => ({
  AccountAliases: state.accountAlias === undefined ? [] : [state.accountAlias],
  IsTruncated: false,
});

export const DeleteAccountAlias: Operation<IamState, sdk.DeleteAccountAliasRequest, void> = (input, { state }) => {
  if (state.accountAlias !== input.AccountAlias) missing(`The account alias ${input.AccountAlias} does not exist.`);
  delete state.accountAlias;
};
