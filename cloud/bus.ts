/**
 * The facts that one service announces and others react to, by name. A service adds its own through declaration
 * merging: `declare module '../../bus.ts' { interface BusEvents { 'sqs.MessageSent': { queueArn: string } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: services add their events by declaration merging.
export interface BusEvents {}

export type BusEvent = { [Type in keyof BusEvents]: { type: Type } & BusEvents[Type] }[keyof BusEvents];

/** The one way in which a change in one service makes another act. */
export interface Bus {
  /** Announces a fact. Subscribers run after the current operation has returned, in the order of publication. */
  publish(event: BusEvent): void;
  subscribe<Type extends keyof BusEvents>(type: Type, subscriber: (event: { type: Type } & BusEvents[Type]) => void): void;
}

/** `onError` hears what a subscriber throws: a fault of the cloud itself, never of its user. */
export function createBus(onError: (error: unknown) => void): Bus {
  const subscribers = new Map<PropertyKey, ((event: never) => void)[]>();
  return {
    publish(event) {
      const listening = subscribers.get((event as { type: PropertyKey }).type);
      if (!listening) return;
      queueMicrotask(() => {
        for (const subscriber of listening) {
          try {
            subscriber(event as never);
          } catch (error) {
            onError(error);
          }
        }
      });
    },
    subscribe(type, subscriber) {
      const list = subscribers.get(type) ?? [];
      list.push(subscriber as (event: never) => void);
      subscribers.set(type, list);
    },
  };
}
