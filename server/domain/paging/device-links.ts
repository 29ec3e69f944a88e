/** What is known of a device's link: it has one, had one a moment ago, or is out of reach. */
export type LinkState = 'linked' | 'returning' | 'gone';

/** Which devices have a session now, as of the moment of the question. */
export interface DeviceLinks {
  stateOf(deviceId: string): LinkState;
  /**
   * How long a device has had no link, in ms, as far as this process of the hub can know: never longer
   * than it accepts sessions. 0 while it has one.
   */
  withoutLinkMs(deviceId: string): number;
  /** Tells of each device that comes or goes; returns how to stop it. */
  onChange(listener: (isLinked: boolean) => void): () => void;
}
