import type { SettingsView } from '../../main/ipc/views.ts';

/** Where the key that this laptop shows to the hub is kept. */
export const tokenPlaces: Record<SettingsView['tokenPlace'], string> = {
  keychain: "kept in the system's keychain",
  memory: 'kept for this run only: after a restart this laptop needs a new invite',
  none: 'none',
};
