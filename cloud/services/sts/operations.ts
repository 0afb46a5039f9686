import { AssumeRole } from './AssumeRole.ts';
import { GetAccessKeyInfo } from './GetAccessKeyInfo.ts';
import { GetCallerIdentity } from './GetCallerIdentity.ts';
import { GetSessionToken } from './GetSessionToken.ts';

export const operations = { AssumeRole, GetAccessKeyInfo, GetCallerIdentity, GetSessionToken };
