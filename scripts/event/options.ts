import type { Option } from '../command.ts';

/** Options of every command that works on an event. */
export const eventOptions = {
  target: { type: 'string', help: 'option.target', value: 'local|aws|URL', default: 'local' },
  profile: { type: 'string', help: 'option.profile', value: 'PROFILE' },
} as const satisfies Record<string, Option>;

export interface EventValues {
  positionals: readonly string[];
  target: string;
  profile: string | undefined;
}
