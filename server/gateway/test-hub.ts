import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { createDesk } from '../desk/create-desk.ts';
import type { DeskOptions, HubDesk } from '../desk/create-desk.ts';
import { createLog } from '../log.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { Side } from '../protocol/identity.ts';
import { createGateway } from './gateway.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { silentObserver } from './observer.ts';
import { TestDevice } from './test-device.ts';
import type { ConnectOptions } from './test-device.ts';

/** A real desk on a real journal behind a real gateway, for tests. */
export class TestHub {
  readonly desk: HubDesk;
  readonly gateway: Gateway;
  readonly server: Server;
  readonly epoch: string;
  readonly #ownFolder: string | null;
  readonly #devices: TestDevice[] = [];
  /** Told of each session that the hub ends. */
  onEnded: (code: ErrorCode) => void = () => undefined;
  #people = 0;

  private constructor(
    desk: HubDesk,
    gateway: Gateway,
    server: Server,
    epoch: string,
    ownFolder: string | null,
  ) {
    this.desk = desk;
    this.gateway = gateway;
    this.server = server;
    this.epoch = epoch;
    this.#ownFolder = ownFolder;
  }

  /** On a folder of its own, which is removed at the end, unless one is given. */
  static async start(
    options: Partial<GatewayOptions> = {},
    dataFolder: string | null = null,
    deskOptions: Partial<DeskOptions> = {},
  ): Promise<TestHub> {
    const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'tocsin-gateway-'));
    const desk = await createDesk({ ...deskOptions, dataFolder: folder });
    const epoch = await desk.beginEpoch();
    let hub: TestHub | null = null;
    const gateway = createGateway({
      desk,
      log: createLog('silent'),
      observer: { ...silentObserver, ended: (code) => hub?.onEnded(code) },
      hubVersion: '1.2.3',
      epoch,
      now: Date.now,
      newId,
      random: Math.random,
      pulseMs: 10,
      // Unless a test is about receipts, nothing happens but what it does.
      tellsLinks: false,
      ...options,
    });
    const server = createServer();
    gateway.attach(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    hub = new TestHub(desk, gateway, server, epoch, dataFolder === null ? folder : null);
    return hub;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Enrols a device of a new person. */
  async enrol(side: Side = 'sre'): Promise<{ deviceId: string; deviceToken: string }> {
    const personName = `Person ${(this.#people += 1)}`;
    const { code } = await this.desk.admin({ type: 'invite.create', personName, side });
    return this.desk.join({ code, deviceName: 'laptop', platform: 'test' });
  }

  /** Connects; hello is still to be said. */
  async connect(deviceToken: string, options: ConnectOptions = {}): Promise<TestDevice> {
    const device = await TestDevice.connect(this.port, deviceToken, options);
    this.#devices.push(device);
    return device;
  }

  /** Connects and says hello with a cursor of this hub; settles when the session is live. */
  async join(deviceToken: string, since: number | null = null): Promise<TestDevice> {
    const device = await this.connect(deviceToken);
    device.hello(since, this.desk.hubId, this.epoch);
    await device.next('live');
    return device;
  }

  /** Writes one alert, which is at least one event; returns the id of its incident. */
  async alert(service: string, title = 'it broke'): Promise<void> {
    await this.desk.admin({
      type: 'alert.send',
      severity: 'error',
      service,
      title,
      dedupKey: null,
      action: 'fire',
    });
  }

  async stop(): Promise<void> {
    for (const device of this.#devices) device.drop();
    await this.gateway.close();
    await new Promise((resolve) => this.server.close(resolve));
    await this.desk.close();
    if (this.#ownFolder !== null) rmSync(this.#ownFolder, { recursive: true, force: true });
  }
}
