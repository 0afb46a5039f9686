import type { WireModel } from '../service.ts';
import { loadModel, type Model } from './model.ts';
import type { WiredService } from './wire.ts';

/** One client package, known by its static facts until a request needs its schemas. */
export interface ModelEntry {
  service: string;
  wire: WireModel;
  load(): Promise<Model>;
}

/** Every wire of every service. */
export function modelEntries(services: readonly WiredService[]): ModelEntry[] {
  return services.flatMap(({ name, wires }) => wires.map((wire) => entry(name, wire)));
}

function entry(service: string, wire: WireModel): ModelEntry {
  let model: Promise<Model> | undefined;
  return {
    service,
    wire,
    load() {
      model ??= loadModel(service, wire).catch((error: unknown) => {
        model = undefined;
        throw error;
      });
      return model;
    },
  };
}
