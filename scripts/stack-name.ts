import { UserError } from './user-error.ts';

/** The stack's name: one per lab, and per `--name` where several readers share an account. Throws UserError. */
export function stackNameOf(lab: string, name: string | undefined): string {
  if (name === undefined) return `workshop-${lab}`;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) throw new UserError('name.invalid', { name });
  return `${name}-${lab}`;
}
