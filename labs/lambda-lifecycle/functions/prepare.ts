/** How far the table goes. */
const LIMIT = 8_000_000;

/**
 * The expensive beginning that real functions have too: a model, a dictionary, a set of rules that is worked out once
 * and looked up for ever. Here: which numbers are prime.
 */
export function prepare(): Uint8Array {
  const composite = new Uint8Array(LIMIT + 1);
  for (let number = 2; number * number <= LIMIT; number++) {
    if (composite[number]) continue;
    for (let multiple = number * number; multiple <= LIMIT; multiple += number) composite[multiple] = 1;
  }
  return composite;
}
