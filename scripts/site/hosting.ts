import { existsSync } from 'node:fs';
import path from 'node:path';
import { HostingStack, type HostingStackProps } from '#cdk/hosting/hosting-stack.ts';
import { policy } from '../../site/layouts/policy.ts';
import type { Deployable } from '../deployment.ts';
import type { Target } from '../target.ts';
import { UserError } from '../user-error.ts';

/** The site is deployed as labs are: its stack is `workshop-site`. */
export const SITE = 'site';

/** The pages' own policy, and what only a header can say. */
const CONTENT_SECURITY_POLICY = `${policy}; frame-ancestors 'none'`;

export function siteStack(domain: HostingStackProps['domain']): Deployable {
  const Stack = class extends HostingStack {
    constructor(...[scope, id, props]: ConstructorParameters<Deployable['Stack']>) {
      super(scope, id, { ...props, contentSecurityPolicy: CONTENT_SECURITY_POLICY, domain });
    }
  };
  return { lab: { id: SITE }, state: 'published', Stack };
}

/** A name of one's own and its certificate: both or none. Throws UserError. */
export function readDomain(name: string | undefined, certificateArn: string | undefined): HostingStackProps['domain'] {
  if (name === undefined && certificateArn === undefined) return undefined;
  if (name === undefined || certificateArn === undefined) throw new UserError('site.domain-needs-certificate');
  if (!/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(name)) throw new UserError('site.domain-invalid', { name });
  if (!/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/.test(certificateArn)) {
    throw new UserError('site.certificate-invalid', { value: certificateArn });
  }
  return { name, certificateArn };
}

/** A folder that somebody built; throws UserError where it holds no first page. */
export function builtFolder(from: string): string {
  const folder = path.resolve(from);
  if (!existsSync(path.join(folder, 'index.html'))) throw new UserError('site.no-pages', { folder: from });
  return folder;
}

/**
 * Where a browser reads the published site. An emulator on this machine answers for the distribution's name below
 * `localhost`, so that links from the root of the site lead where they do on AWS.
 */
export function addressOf({ Url = '', DistributionDomain = '' }: Record<string, string>, { endpoint }: Target): string {
  if (endpoint === undefined) return `${Url}/`;
  const { port, protocol } = new URL(endpoint);
  return `${protocol}//${DistributionDomain.replace(/\.cloudfront\.net$/, '.cloudfront.localhost')}${port ? `:${port}` : ''}/`;
}
