import type { Service } from './service.ts';

/** The state of one service in one place. The unit of saving and loading. */
export interface Cell {
  service: string;
  /** '' where the service's state belongs to the whole partition. */
  account: string;
  /** '' where the service's state belongs to the account or partition. */
  region: string;
  state: unknown;
}

/** Where cells are kept when the process ends: a folder in Node, IndexedDB in the browser. */
export interface StateStore {
  load(): Promise<Cell[]>;
  /** Replaces these cells' saved states, each atomically. */
  save(cells: readonly Cell[]): Promise<void>;
}

/** Every state of the cloud, by service, account and region; knows which have changed since they were last saved. */
export class Cells {
  readonly #cells = new Map<string, Cell>();
  readonly #dirty = new Set<Cell>();
  #onChange: () => void = () => {};

  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  at(service: Pick<Service, 'name' | 'scope' | 'initialState'>, account: string, region: string): Cell {
    const place = { account: service.scope === 'partition' ? '' : account, region: service.scope === 'region' ? region : '' };
    const key = `${service.name}|${place.account}|${place.region}`;
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = { service: service.name, ...place, state: service.initialState() };
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /** The cell of a place, if the service was ever used there. */
  find({ name, scope }: Pick<Service, 'name' | 'scope'>, account: string, region: string): Cell | undefined {
    return this.#cells.get(`${name}|${scope === 'partition' ? '' : account}|${scope === 'region' ? region : ''}`);
  }

  put(cell: Cell): void {
    this.#cells.set(`${cell.service}|${cell.account}|${cell.region}`, cell);
  }

  of(service: string): Cell[] {
    return [...this.#cells.values()].filter((cell) => cell.service === service);
  }

  touch(cell: Cell): void {
    this.#dirty.add(cell);
    this.#onChange();
  }

  /** The cells changed since the last call. */
  takeChanged(): Cell[] {
    const changed = [...this.#dirty];
    this.#dirty.clear();
    return changed;
  }
}
