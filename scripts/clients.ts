import type { ClientConfiguration } from './target.ts';

/** The SDK clients of one account and region, each made once: its connections and its pace are shared by all who ask. */
export interface Clients {
  readonly configuration: ClientConfiguration;
  // biome-ignore lint/suspicious/noExplicitAny: each client's configuration is its own; this fills it.
  client<Client>(Client: new (configuration: any) => Client): Client;
  /** Ends the connections of all clients made so far. */
  close(): void;
}

export function clientsOf(configuration: ClientConfiguration): Clients {
  const made = new Map<unknown, unknown>();
  return {
    configuration,
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    client<Client>(Client: new (configuration: any) => Client): Client {
      const client = (made.get(Client) as Client | undefined) ?? new Client(configuration);
      made.set(Client, client);
      return client;
    },
    close() {
      for (const client of made.values()) (client as { destroy(): void }).destroy();
    },
  };
}
