import type {
  CreateResourceRequest,
  DeleteResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
  Resource,
  Resources,
  UpdateResourceRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, conflict, copy, newId, notFound, resourceOf } from './ids.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import type { ApiRecord, ApiResource, RestApisState } from './state.ts';

const PATH_PART = /^(?:\{[a-zA-Z0-9._\-:]+\+?\}|[a-zA-Z0-9._\-:$@~!&'()*+,;=%]+)$/;

/** Adds a path segment. Throws NotFoundException, ConflictException, BadRequestException. API Gateway API Reference, CreateResource. */
export const CreateResource: Operation<RestApisState, CreateResourceRequest, Resource, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  const parent = resourceOf(api, input.parentId);
  const pathPart = input.pathPart!;
  if (!PATH_PART.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (parent.pathPart?.endsWith('+}')) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  checkSiblings(api, parent, pathPart);
  const id = newId(call.random, 6);
  const resource: ApiResource = {
    id,
    parentId: parent.id,
    pathPart,
    path: `${parent.path === '/' ? '' : parent.path}/${pathPart}`,
    methods: new Map(),
  };
  api.draft.resources.set(id, resource);
  return told(resource, true);
};

function checkSiblings({ draft }: ApiRecord, parent: ApiResource, pathPart: string): void {
  for (const sibling of draft.resources.values()) {
    if (sibling.parentId !== parent.id) continue;
    if (sibling.pathPart === pathPart) throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    const bothVariable = sibling.pathPart!.startsWith('{') && pathPart.startsWith('{');
    if (bothVariable && sibling.pathPart!.endsWith('+}') === pathPart.endsWith('+}')) {
      throw badRequest(`A sibling (${sibling.pathPart}) of this resource already has a variable path part -- only one is allowed`);
    }
  }
}

export const GetResource: Operation<RestApisState, GetResourceRequest, Resource, Local> = (input, call) =>
  told(resourceOf(apiOf(call, input.restApiId), input.resourceId), input.embed?.includes('methods') ?? false);

export const GetResources: Operation<RestApisState, GetResourcesRequest, Resources, Local> = (input, call) => {
  const { draft } = apiOf(call, input.restApiId);
  const embeds = input.embed?.includes('methods') ?? false;
  return page(
    [...draft.resources.values()].map((resource) => told(resource, embeds)),
    input,
  );
};

/** Removes a resource with everything below it. */
export const DeleteResource: Operation<RestApisState, DeleteResourceRequest, void, Local> = (input, call) => {
  const api = apiOf(call, input.restApiId);
  const resource = resourceOf(api, input.resourceId);
  if (resource.parentId === undefined) throw badRequest('Unable to delete the root resource');
  if (!api.draft.resources.has(resource.id)) throw notFound('Invalid Resource identifier specified');
  remove(api, resource.id);
};

function remove(api: ApiRecord, id: string): void {
  api.draft.resources.delete(id);
  for (const child of [...api.draft.resources.values()]) if (child.parentId === id) remove(api, child.id);
}

export const UpdateResource: Operation<RestApisState, UpdateResourceRequest, Resource, Local> = () => {
  throw notImplemented('apigateway UpdateResource: make the resource anew');
};

/** The methods' names are always told, their settings where they are asked for. */
function told({ id, parentId, pathPart, path, methods }: ApiResource, embeds: boolean): Resource {
  const resourceMethods = Object.fromEntries([...methods].map(([name, method]) => [name, embeds ? copy(method) : {}]));
  return {
    id,
    ...(parentId !== undefined && { parentId, pathPart: pathPart! }),
    path,
    ...(methods.size > 0 && { resourceMethods }),
  };
}
