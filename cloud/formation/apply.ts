import type { ResourceType } from '../resource-type.ts';
import { type Deployment, resolveProperties } from './deployment.ts';
import { runInOrder } from './graph.ts';
import { handlerFailure, isAlreadyThere } from './handler-error.ts';
import type { LoadedTemplate } from './loaded-template.ts';
import type { Properties, Resource } from './model.ts';
import { differences, takesTags } from './property-table.ts';
import type { ResourceDeclaration } from './template.ts';

/** What did not come about: logical ids. */
export interface Failures {
  create: string[];
  update: string[];
}

/** Which resources take the stack's tags again although their properties are the same. */
export interface ApplyOptions {
  tagsChanged: boolean;
}

/**
 * Makes and changes resources until the stack has what the template says, side by side in the order of their
 * dependencies. Resources that the template no longer has are left for the clean-up. After the first failure nothing
 * further begins.
 */
export async function applyTemplate(
  deployment: Deployment,
  loaded: LoadedTemplate,
  imports: Set<string>,
  options: ApplyOptions,
): Promise<Failures> {
  const work = new Work(deployment, loaded, imports, options);
  await runInOrder(
    loaded.graph,
    (logicalId) => work.step(logicalId),
    () => work.stopped(),
  );
  return work.failures;
}

/** One pass over a template's resources. */
class Work {
  readonly failures: Failures = { create: [], update: [] };
  readonly #deployment: Deployment;
  readonly #loaded: LoadedTemplate;
  readonly #imports: Set<string>;
  readonly #options: ApplyOptions;
  /** What is being made or changed now. */
  readonly #inFlight = new Map<Resource, 'create' | 'update'>();
  /** The first failure cancelled these: their end is of no more interest. */
  readonly #cancelled = new Set<Resource>();

  constructor(deployment: Deployment, loaded: LoadedTemplate, imports: Set<string>, options: ApplyOptions) {
    this.#deployment = deployment;
    this.#loaded = loaded;
    this.#imports = imports;
    this.#options = options;
  }

  stopped(): boolean {
    return this.failures.create.length + this.failures.update.length > 0 || this.#deployment.interruption() !== undefined;
  }

  /** Brings one resource to what the template says; false when that failed. */
  async step(logicalId: string): Promise<boolean> {
    const { stack, typeOf, journal } = this.#deployment;
    const declaration = this.#loaded.resources.get(logicalId)!;
    const existing = stack.resources.get(logicalId);
    let properties: Properties;
    try {
      properties = await resolveProperties(this.#deployment, this.#loaded, logicalId, this.#imports);
    } catch (error) {
      const resource = existing ?? this.#newResource(logicalId, declaration, {});
      if (!existing) stack.resources.set(logicalId, resource);
      this.#fail(resource, existing ? 'update' : 'create', (error as Error).message);
      return false;
    }
    if (this.stopped()) return false;
    const type = typeOf(declaration.Type)!;
    if (!existing?.physicalId) return this.#make(logicalId, declaration, type, properties);
    const changed = differences(existing.properties, properties, type.properties);
    const isRetagged = this.#options.tagsChanged && takesTags(type.properties);
    if (existing.status === 'CREATE_FAILED' || changed.some((difference) => difference.change === 'replace')) {
      journal.resource(
        existing,
        'UPDATE_IN_PROGRESS',
        'Requested update requires the creation of a new physical resource; hence creating one.',
        properties,
      );
      return this.#create(logicalId, declaration, type, properties, existing);
    }
    if (changed.length > 0 || isRetagged || existing.status === 'UPDATE_FAILED') {
      return this.#update(existing, declaration, type, properties);
    }
    Object.assign(existing, this.#declared(logicalId, declaration));
    return true;
  }

  /** Takes a resource that exists already into the stack, or creates it. */
  async #make(logicalId: string, declaration: ResourceDeclaration, type: ResourceType, properties: Properties): Promise<boolean> {
    const { stack, journal, findExisting } = this.#deployment;
    const resource = this.#newResource(logicalId, declaration, properties);
    let physicalId: string | undefined;
    try {
      physicalId = await findExisting(logicalId, declaration, properties);
    } catch (error) {
      stack.resources.set(logicalId, resource);
      this.#fail(resource, 'create', handlerFailure(error, this.#deployment.random.uuid()));
      return false;
    }
    if (physicalId === undefined) return this.#create(logicalId, declaration, type, properties);
    stack.resources.set(logicalId, Object.assign(resource, { physicalId }));
    journal.resource(resource, 'IMPORT_IN_PROGRESS', 'Resource import started.', properties);
    journal.resource(resource, 'IMPORT_COMPLETE', 'Resource import completed.', properties);
    return true;
  }

  async #create(
    logicalId: string,
    declaration: ResourceDeclaration,
    type: ResourceType,
    properties: Properties,
    replaced?: Resource,
  ): Promise<boolean> {
    const { stack, journal, contextOf } = this.#deployment;
    const resource = this.#newResource(logicalId, declaration, properties);
    const verb = replaced ? 'update' : 'create';
    const inProgress = replaced ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS';
    if (!replaced) {
      stack.resources.set(logicalId, resource);
      journal.resource(resource, inProgress, undefined, properties);
    }
    const initiated = (physicalId: string) => {
      if (resource.physicalId !== undefined) return;
      if (physicalId === replaced?.physicalId) return;
      resource.physicalId = physicalId;
      if (replaced) stack.operation?.garbage.push(resource);
      if (!this.#cancelled.has(resource)) journal.resource(resource, inProgress, 'Resource creation Initiated', properties);
    };
    this.#inFlight.set(resource, verb);
    try {
      const physicalId = await type.create(contextOf(logicalId, initiated), properties);
      if (physicalId === replaced?.physicalId) throw new CustomNamed(physicalId);
      initiated(physicalId);
    } catch (error) {
      this.#inFlight.delete(resource);
      const failure =
        replaced && isAlreadyThere(error) && keepsName(type, replaced, properties) ? new CustomNamed(replaced.physicalId!) : error;
      const reason = failure instanceof CustomNamed ? failure.message : handlerFailure(failure, this.#deployment.random.uuid());
      this.#fail(replaced ?? resource, verb, reason);
      return false;
    }
    this.#inFlight.delete(resource);
    if (this.#cancelled.has(resource)) return false;
    if (replaced) this.#supersede(replaced, resource);
    journal.resource(resource, replaced ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE', undefined, properties);
    return true;
  }

  /** The new physical resource takes the old one's place; the old one waits for the clean-up. */
  #supersede(old: Resource, resource: Resource): void {
    const { stack } = this.#deployment;
    const garbage = stack.operation!.garbage;
    garbage.splice(garbage.indexOf(resource), 1);
    garbage.push({ ...old, deletionPolicy: old.updateReplacePolicy });
    stack.resources.set(resource.logicalId, resource);
  }

  async #update(resource: Resource, declaration: ResourceDeclaration, type: ResourceType, properties: Properties): Promise<boolean> {
    const { journal, contextOf, random } = this.#deployment;
    const previous = resource.properties;
    resource.attempted = properties;
    journal.resource(resource, 'UPDATE_IN_PROGRESS', undefined, properties);
    this.#inFlight.set(resource, 'update');
    try {
      if (!type.update) throw new Error(`${type.type} cannot be updated.`);
      await type.update(
        contextOf(resource.logicalId, () => {}),
        resource.physicalId!,
        properties,
        previous,
      );
    } catch (error) {
      this.#inFlight.delete(resource);
      this.#fail(resource, 'update', handlerFailure(error, random.uuid()));
      return false;
    }
    this.#inFlight.delete(resource);
    if (this.#cancelled.has(resource)) return false;
    Object.assign(resource, this.#declared(resource.logicalId, declaration), { properties, attributes: undefined, attempted: undefined });
    journal.resource(resource, 'UPDATE_COMPLETE', undefined, properties);
    return true;
  }

  #fail(resource: Resource, verb: 'create' | 'update', reason: string): void {
    if (this.#cancelled.has(resource)) return;
    this.#report(resource, verb, reason);
    for (const [other, otherVerb] of this.#inFlight) {
      this.#cancelled.add(other);
      this.#report(other, otherVerb, otherVerb === 'create' ? 'Resource creation cancelled' : 'Resource update cancelled');
    }
  }

  #report(resource: Resource, verb: 'create' | 'update', reason: string): void {
    this.failures[verb].push(resource.logicalId);
    this.#deployment.journal.resource(
      resource,
      verb === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED',
      reason,
      resource.attempted ?? resource.properties,
    );
  }

  #newResource(logicalId: string, declaration: ResourceDeclaration, properties: Properties): Resource {
    return {
      logicalId,
      type: declaration.Type,
      status: 'CREATE_IN_PROGRESS',
      changedAt: 0,
      properties,
      ...this.#declared(logicalId, declaration),
    };
  }

  #declared(logicalId: string, declaration: ResourceDeclaration) {
    return {
      dependsOn: [...(this.#loaded.graph.get(logicalId) ?? [])],
      deletionPolicy: declaration.DeletionPolicy,
      updateReplacePolicy: declaration.UpdateReplacePolicy,
      metadata: declaration.Metadata === undefined ? undefined : JSON.stringify(declaration.Metadata),
    };
  }
}

/** A replacement would have to bear the name of what it replaces. */
class CustomNamed extends Error {
  constructor(name: string) {
    super(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
    );
  }
}

/** Whether the template names a resource, and names it as before. */
function keepsName({ properties: table }: ResourceType, { physicalId, properties: previous }: Resource, properties: Properties): boolean {
  return Object.keys(table).some((name) => table[name] === 'replace' && previous[name] === physicalId && properties[name] === physicalId);
}
