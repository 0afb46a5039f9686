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

/** Between two looks at stacks that are changing. */
export const POLL_MS = { aws: 5000, endpoint: 500, local: 100 } as const;
