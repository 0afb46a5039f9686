/** A stack says in its description which lab it is and in which state: its tags go to every resource, this does not. */
export function descriptionOf({ lab, state }: { lab: { id: string }; state: string }): string {
  return `Xuong May workshop. Lab: ${lab.id}. State: ${state}.`;
}

/** The state of a lab's stack; undefined for a stack that was not deployed from here. */
export function stateOf(description: string | undefined): string | undefined {
  return /^Xuong May workshop\. Lab: [^.]+\. State: ([^.]+)\.$/.exec(description ?? '')?.[1];
}
