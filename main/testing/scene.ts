import { expect, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { CuttableWay } from './cuttable-way.ts';
import { HubProcess } from './hub-process.ts';
import { LaptopRig } from './laptop-rig.ts';
import { ManualClock } from './manual-clock.ts';

/** A real hub, a way to it that can be cut, and laptops that joined it. */
export class Scene {
  readonly hub: HubProcess;
  readonly way: CuttableWay;
  readonly #rigs: LaptopRig[] = [];
  #names = 0;

  private constructor(hub: HubProcess, way: CuttableWay) {
    this.hub = hub;
    this.way = way;
  }

  /** @param config the hub's, as YAML */
  static async open({ config }: { config?: string } = {}): Promise<Scene> {
    const hub = await HubProcess.start(config);
    return new Scene(hub, await CuttableWay.open(() => hub.port));
  }

  /** A laptop that is online. Names are `Person1`, `Person2` and so on unless one is given. */
  async joined(
    side: 'developer' | 'sre',
    {
      clock = systemClock,
      through = this.hub.url,
      name = `Person${(this.#names += 1)}`,
      zone,
    }: { clock?: Clock; through?: string; name?: string; zone?: string } = {},
  ): Promise<LaptopRig> {
    const rig = this.keep(await LaptopRig.make(clock));
    rig.zone = zone;
    await rig.laptop.start();
    const link = await this.hub.invite(name, side, through);
    await rig.laptop.join({ link, rememberOnlyNow: false });
    await online(rig, clock);
    return rig;
  }

  /** Ends it with the scene. */
  keep(rig: LaptopRig): LaptopRig {
    this.#rigs.push(rig);
    return rig;
  }

  /** The app ended and started again. */
  async restart(rig: LaptopRig): Promise<LaptopRig> {
    this.#rigs.splice(this.#rigs.indexOf(rig), 1);
    return this.keep(await rig.restart());
  }

  async close(): Promise<void> {
    for (const rig of this.#rigs.splice(0)) await rig.remove();
    await this.way.close();
    await this.hub.stop();
  }
}

/** Polls, as the hub and the disk take their own time; a clock that stands still moves on. */
export function until(assertion: () => void, clock: Clock = systemClock): Promise<void> {
  const attempt = (): void => {
    if (clock instanceof ManualClock) clock.advance(20);
    assertion();
  };
  return vi.waitFor(attempt, { timeout: 10_000, interval: 10 });
}

export function online(rig: LaptopRig, clock: Clock = systemClock): Promise<void> {
  return until(() => expect(rig.alert.link.state).toBe('online'), clock);
}

/** The incident's id, once the windows show it. */
export async function idOf(
  rig: LaptopRig,
  service: string,
  clock: Clock = systemClock,
): Promise<string> {
  let id: string | undefined;
  await until(() => {
    id = rig.alert.incidents.find((incident) => incident.service === service)?.id;
    expect(id).toBeDefined();
  }, clock);
  return id ?? '';
}

/** Runs as all clocks do, but tells another time. */
export function wrongClock(aheadMs: number): Clock {
  return { ...systemClock, now: () => systemClock.now() + aheadMs };
}
