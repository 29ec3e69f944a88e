import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { AttachmentStore } from './attachments/store.ts';
import { startBackgroundWork } from './background-work.ts';
import { ConfigInForce } from './config/config-file.ts';
import { configReload, deskSettingsOf, heedFirstConfig, watchConfig } from './config-in-force.ts';
import { createHttpApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { openDeskOfHub } from './hub-desk.ts';
import type { Hub, HubOptions } from './hub-options.ts';
import { writeAdminToken, writeHubRecord } from './hub-record.ts';
import { openGateway } from './hub-gateway.ts';
import { listen } from './listen.ts';
import { RunbookShelf } from './runbooks/shelf.ts';
import { closeHttp } from './shutdown.ts';
import { systemClock } from './timers/scheduler.ts';

/**
 * Starts a hub. It accepts work when this settles.
 * @throws TocsinError `config_invalid`, `data_folder_*`, `port_in_use`, `address_unusable`
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { dataFolder, log, fault, clock = systemClock } = options;
  const { now } = clock;
  const config = await ConfigInForce.load(options.configFile);
  const metrics = createMetrics();
  const shelf = await RunbookShelf.open([], { log });
  const settings = deskSettingsOf(config, shelf);
  const deskOptions = { dataFolder, clock, ...settings, observe: metrics.journal };
  const opened = await openDeskOfHub(deskOptions, log);
  const { desk, engine } = opened;
  const closers: (() => Promise<void>)[] = [() => desk.close()];
  try {
    const epoch = await desk.beginEpoch();
    const heeders = { ...opened, shelf };
    await heedFirstConfig(config, heeders, log);
    const attachments = await AttachmentStore.open(dataFolder);
    const adminToken = randomBytes(32).toString('base64url');
    writeAdminToken(dataFolder, adminToken);
    const shared = { log, now, newId };
    const findMapping = (name: string) => config.mapping(name);
    let isClosing = false;
    const readiness = () => (isClosing ? 'shutting_down' : null);
    const parts = { ...shared, desk, attachments, findMapping, metrics, adminToken, readiness };
    const app = await createHttpApp({ ...options, ...parts, proveEngine: () => engine.prove() });
    closers.unshift(() => app.close());
    const linkNow = options.clock && now;
    const gateway = openGateway(app.server, { ...shared, desk, metrics, epoch, fault, linkNow });
    const url = await listen(app, options.host, options.port);
    const publicUrl = options.publicUrl ?? url;
    const record = { url, publicUrl, configFile: options.configFile };
    writeHubRecord(dataFolder, { ...record, pid: process.pid });
    const background = { ...shared, ...opened, clock, config, shelf, publicUrl };
    const stopBackgroundWork = startBackgroundWork(background);
    const reloadConfig = configReload(config, heeders, { log, now });
    const configWatch = await watchConfig(config, reloadConfig, log);
    return {
      url,
      publicUrl,
      desk,
      reloadConfig,
      async close() {
        isClosing = true;
        await configWatch?.close();
        await stopBackgroundWork();
        await closeHttp(app, () => gateway.close());
        // Before the folder is free for the next hub, which writes its own.
        writeHubRecord(dataFolder, { ...record, pid: null });
        await desk.close();
      },
    };
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}
