import type { Context } from 'aws-lambda';
import { prepare } from './prepare.ts';

/** What an invocation is asked to do, beside reporting. */
export interface Order {
  /** Wait this long, in ms, as for a slow neighbour. */
  wait?: number;
  /** Multiply this many million times: work for the CPU. */
  millions?: number;
}

/** What a function can know of its own life. */
export interface Report {
  /** A name that the execution environment gave itself in its init phase. */
  environment: string;
  /** How many invocations this environment has had, this one included. */
  invocation: number;
  /** How often this environment has prepared its table. */
  preparations: number;
  /** Since the environment was initialised, in ms. */
  age: number;
  memoryLimitInMB: string;
  /** Until the timeout, in ms, when the invocation began. */
  remaining: number;
}

// #region init
// Init phase: once per execution environment.
const environment = crypto.randomUUID();
const bornAt = Date.now();
let invocations = 0;
let preparations = 0;
const composite = prepare();
preparations += 1;
// #endregion init

// #region handler
/** Invoke phase: once per event. */
export async function handler({ wait = 0, millions = 0 }: Order, context: Context): Promise<Report> {
  invocations += 1;
  const remaining = context.getRemainingTimeInMillis();
  console.log(`invocation ${invocations} of environment ${environment}; 7,999,993 is prime: ${composite[7_999_993] === 0}`);
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  multiply(millions);
  return {
    environment,
    invocation: invocations,
    preparations,
    age: Date.now() - bornAt,
    memoryLimitInMB: context.memoryLimitInMB,
    remaining,
  };
}
// #endregion handler

function multiply(millions: number): number {
  let product = 1;
  for (let done = 0; done < millions * 1_000_000; done++) product = Math.imul(product, 16_777_619) ^ done;
  return product;
}
