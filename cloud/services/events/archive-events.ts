import type { EventsCall } from './buses.ts';
import { fits } from './fits.ts';
import type { Archive, BusEvent, EventBus } from './state.ts';

const DAY_MS = 86_400_000;

/** Puts an event into every archive of its bus that wants it. */
export function keep(call: EventsCall, bus: EventBus, event: BusEvent): void {
  for (const archive of call.state.archives.values()) {
    if (archive.sourceArn !== bus.arn) continue;
    if (archive.pattern !== undefined && !fits(call, archive.pattern, event)) continue;
    forget(call, archive);
    archive.events.push({ at: Date.parse(event.time), event, bytes: new TextEncoder().encode(JSON.stringify(event)).length });
  }
}

/** Drops what is older than the archive keeps. */
export function forget(call: EventsCall, archive: Archive): void {
  if (archive.retentionDays === 0) return;
  const oldest = call.clock.now() - archive.retentionDays * DAY_MS;
  if (archive.events.some(({ at }) => at < oldest)) archive.events = archive.events.filter(({ at }) => at >= oldest);
}
