/** The loudspeakers and headphones that the system lists. Labels are not needed, nor allowed. */
export class OutputList {
  readonly #devices: MediaDevices | undefined;
  #believesEmpty: boolean;

  /**
   * @param believesEmpty whether an empty list means that there is no output, even if none was ever
   *   listed. True where the list is known to be given without permissions (Linux).
   */
  constructor(devices: MediaDevices | undefined, believesEmpty: boolean) {
    this.#devices = devices;
    this.#believesEmpty = believesEmpty;
  }

  /** How many there are; null when that cannot be known. */
  async count(): Promise<number | null> {
    try {
      const devices = (await this.#devices?.enumerateDevices()) ?? [];
      const count = devices.filter((device) => device.kind === 'audiooutput').length;
      if (count > 0) this.#believesEmpty = true;
      return count === 0 && !this.#believesEmpty ? null : count;
    } catch {
      return null;
    }
  }

  onChange(listener: () => void): void {
    this.#devices?.addEventListener('devicechange', listener);
  }
}
