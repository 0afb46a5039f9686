import { UserError } from './user-error.ts';

/** Whether `--name` can begin a stack's name. Throws UserError. */
export function checkName(name: string | undefined): void {
  if (name !== undefined && !/^[a-z][a-z0-9-]{0,19}$/.test(name)) throw new UserError('name.invalid', { name });
}

/** The stack's name: one per lab, and per `--name` where several readers share an account. Throws UserError. */
export function stackNameOf(lab: string, name: string | undefined): string {
  checkName(name);
  return `${name ?? 'workshop'}-${lab}`;
}
