import type { NativeTheme } from 'electron';
import type { Settings } from '../ipc/views.ts';
import type { Log, SettingsKeeper } from '../pager/ports.ts';
import type { SettingsStore } from './settings-store.ts';

export interface AppliedSettingsOptions {
  store: SettingsStore;
  nativeTheme: NativeTheme;
  setLoginItem(isOn: boolean): Promise<void>;
  log: Log;
}

/** The settings, and what the shell does when one changes. */
export class AppliedSettings implements SettingsKeeper {
  readonly #options: AppliedSettingsOptions;

  constructor(options: AppliedSettingsOptions) {
    this.#options = options;
    this.#apply(this.read());
  }

  read(): Settings {
    return this.#options.store.read();
  }

  change(change: Partial<Settings>): Settings {
    const settings = this.#options.store.change(change);
    this.#apply(settings);
    return settings;
  }

  #apply({ theme, startAtLogin }: Settings): void {
    const { nativeTheme, setLoginItem, log } = this.#options;
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    setLoginItem(startAtLogin).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'start at login could not be set');
    });
  }
}
