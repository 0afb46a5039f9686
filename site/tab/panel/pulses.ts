/** The way of a pulse: along an arrow, or against it. */
export interface Way {
  path: SVGPathElement;
  back: boolean;
  /** How much it carries. */
  weight: number;
}

interface Pulse extends Way {
  dot: SVGCircleElement;
  since: number;
  length: number;
}

const TRAVEL_MS = 650;
/** More than these at once nobody can follow. */
const MOST = 32;
/** An arrow sends its next pulse when the one before is on its way. */
const APART_MS = 90;

/** Dots that travel along arrows, all of them moved once a frame; no frame is asked for while none travels. */
export class Pulses {
  readonly #travelling = new Set<Pulse>();
  readonly #last = new WeakMap<SVGPathElement, number>();
  #isRunning = false;

  send(way: Way, isFailure: boolean): void {
    const now = performance.now();
    if (this.#travelling.size >= MOST || now - (this.#last.get(way.path) ?? 0) < APART_MS) return;
    this.#last.set(way.path, now);
    const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    dot.setAttribute('class', isFailure ? 'pulse failed' : 'pulse');
    dot.setAttribute('r', String(Math.min(7, 3.5 + Math.log10(Math.max(1, way.weight)))));
    way.path.after(dot);
    this.#travelling.add({ ...way, dot, since: now, length: way.path.getTotalLength() });
    if (this.#isRunning) return;
    this.#isRunning = true;
    requestAnimationFrame((at) => this.#move(at));
  }

  #move(now: number): void {
    for (const pulse of this.#travelling) {
      const done = Math.max(0, (now - pulse.since) / TRAVEL_MS);
      if (done >= 1 || !pulse.dot.isConnected) {
        pulse.dot.remove();
        this.#travelling.delete(pulse);
        continue;
      }
      const { x, y } = pulse.path.getPointAtLength(pulse.length * (pulse.back ? 1 - done : done));
      pulse.dot.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
    this.#isRunning = this.#travelling.size > 0;
    if (this.#isRunning) requestAnimationFrame((at) => this.#move(at));
  }
}
