import type { Template } from '#labs/lab-pack.ts';

/** One thing an API answers to. */
export interface Route {
  method: string;
  path: string;
}

type Properties = Record<string, unknown>;

/** The routes of a template's REST APIs and HTTP APIs, in the order in which they stand; what only browsers ask comes last. */
export function routesOf({ Resources }: Template): Route[] {
  const routes = Object.values(Resources).flatMap(({ Type, Properties = {} }): Route[] => {
    if (Type === 'AWS::ApiGateway::Method') {
      return [{ method: anyAsGet(String(Properties.HttpMethod)), path: pathOf(Resources, Properties.ResourceId) }];
    }
    if (Type !== 'AWS::ApiGatewayV2::Route') return [];
    const [method = '', path = '/'] = String(Properties.RouteKey).split(' ');
    return [{ method: anyAsGet(method), path: path.startsWith('/') ? path : '/' }];
  });
  const isAsked = ({ method }: Route) => method === 'OPTIONS';
  return [...routes.filter((route) => !isAsked(route)), ...routes.filter(isAsked)];
}

const anyAsGet = (method: string) => (method === 'ANY' || method === '$default' ? 'GET' : method);

/** Where a resource of a REST API stands: its own part below its parents'. */
function pathOf(resources: Template['Resources'], resource: unknown): string {
  const id = isRecord(resource) && typeof resource.Ref === 'string' ? resource.Ref : undefined;
  const own = id === undefined ? undefined : resources[id]?.Properties;
  if (!own) return '/';
  return `${pathOf(resources, own.ParentId)}/${String(own.PathPart)}`.replace('//', '/');
}

const isRecord = (value: unknown): value is Properties => typeof value === 'object' && value !== null;
