import { trustedAuthorities } from './hub/certificates.ts';
import type { Route } from './hub/hub-request.ts';
import type { LaptopPorts } from './pager/ports.ts';

/** Finds the way to a hub: whom to trust, and through which proxy. */
export class RouteFinder {
  readonly #ports: Pick<LaptopPorts, 'settings' | 'proxyAgent'>;

  constructor(ports: Pick<LaptopPorts, 'settings' | 'proxyAgent'>) {
    this.#ports = ports;
  }

  /**
   * @param hub origin
   * @throws TocsinError `hub_untrusted` when the extra file of authorities cannot be used
   */
  readonly to = async (hub: string): Promise<Route> => {
    const { extraCaFile } = this.#ports.settings.read();
    const isSecure = hub.startsWith('https:');
    const ca = isSecure ? await trustedAuthorities(extraCaFile) : undefined;
    return { ca, agent: await this.#ports.proxyAgent?.(hub) };
  };
}
