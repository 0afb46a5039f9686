import { IAMClient, paginateListAccountAliases } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { firstLine } from '../../tell-failure.ts';
import type { OpenAccount } from '../accounts.ts';
import type { EventFile } from '../event.ts';
import { isRefusal } from './delete-stack.ts';
import type { PlannedAccount } from './plan-file.ts';
import { looksLike } from './untouchable.ts';

/** What is known of an account before anything in it is read: its alias, and why it is left alone if it is. */
export async function guardAccount(
  account: OpenAccount,
  { regions, protect }: Pick<EventFile, 'regions' | 'protect'>,
): Promise<Pick<PlannedAccount, 'alias' | 'refused'>> {
  const number = account.account;
  if (protect.accounts.includes(number)) return { refused: { key: 'event.refused-listed', parameters: { account: number } } };
  const aws = account.at(regions[0]!);
  try {
    const { Account: opened = '' } = await aws.client(STSClient).send(new GetCallerIdentityCommand({}));
    if (opened !== number) return { refused: { key: 'event.refused-other', parameters: { account: number, opened } } };
    const aliases: string[] = [];
    for await (const { AccountAliases = [] } of paginateListAccountAliases({ client: aws.client(IAMClient) }, {}))
      aliases.push(...AccountAliases);
    for (const alias of aliases) {
      const pattern = looksLike(alias, protect.aliases);
      if (pattern !== undefined) return { alias, refused: { key: 'event.refused-alias', parameters: { account: number, alias, pattern } } };
    }
    return { ...(aliases[0] === undefined ? {} : { alias: aliases[0] }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: { key: 'event.refused-closed', parameters: { account: number, reason: firstLine(error) } } };
  }
}
