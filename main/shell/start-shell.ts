import type * as ElectronModule from 'electron';
import { registerRequests } from '../ipc/register.ts';
import { Laptop } from '../laptop.ts';
import type { Clock } from '../clock.ts';
import { zoneHere } from '../zone.ts';
import { serveAppPages } from '../security/app-protocol.ts';
import { safeExternalUrl } from '../security/external-links.ts';
import { identifySender } from '../security/sender.ts';
import { applicationMenu } from './application-menu.ts';
import { readDesktop } from './desktop.ts';
import { prepareEnding } from './ending.ts';
import { requestHandlers } from './handlers.ts';
import { Toasts } from './notifications.ts';
import type { PreparedApp } from './prepare-app.ts';
import { AppliedSettings } from './settings-keeper.ts';
import { SettingsStore } from './settings-store.ts';
import { setLoginItem } from './system/login-item.ts';
import { systemProxyAgent } from './system/proxy.ts';
import { settleMemory } from './system/settle-memory.ts';
import { trayAdviceFor } from './system/tray-host.ts';
import { UserDesktop } from './system/user-desktop.ts';
import { outsideAddresses, watchWake } from './system/wake.ts';
import { KeychainTokens, keychainService } from './token-keeper.ts';
import type { Keychain } from './token-keeper.ts';
import { openTray } from './tray/open-tray.ts';
import { openWindows } from './windows/open-windows.ts';
import { quietWhile } from './windows/quiet-windows.ts';

export interface ShellOptions extends PreparedApp {
  electron: typeof ElectronModule;
  clock: Clock;
  /** Folder of the built pages. */
  pagesFolder: string;
  /** File of the preload script. */
  preload: string;
  deviceName: string;
  loadKeychain(): Promise<Keychain>;
}

/** Puts the laptop's brain into the desktop: windows, tray, sound, notifications, keychain. */
export async function startShell(options: ShellOptions): Promise<void> {
  const { electron, clock, log, profileFolder, commandLine, preload, deviceName, loadKeychain } =
    options;
  const { app, nativeTheme, powerMonitor, session } = electron;
  const platform = process.platform;
  const switchValue = (name: string) => app.commandLine.getSwitchValue(name);
  const chromium = Number.parseInt(process.versions['chrome'] ?? '0', 10);
  const desktop = readDesktop(platform, process.env, switchValue, chromium);
  const store = new SettingsStore(profileFolder, log);
  const settings = new AppliedSettings({
    store,
    nativeTheme,
    log,
    setLoginItem: (isOn) =>
      setLoginItem(isOn, {
        ...{ app, platform, env: process.env, executable: process.execPath },
        profileFolder: commandLine.profile,
      }),
  });
  const tokens = new KeychainTokens({
    load: loadKeychain,
    service: keychainService(profileFolder, commandLine.profile === null),
    clock,
    log,
  });
  serveAppPages(electron.protocol, options.pagesFolder, (hash, part) =>
    laptop.rooms.attachment(hash, part),
  );
  const opened = openWindows({
    electron,
    desktop,
    store,
    preload,
    clock,
    log,
    onAlertCloseAsked: () => (laptop.isAlerting() ? laptop.minimiseAlert() : alert.hide()),
    onAlertSeen: () => laptop.alertSeen(),
    onSoundGone: () => laptop.soundWindowGone(),
    onPageReady: (sender) => laptop.pageReady(sender),
    onRoomClosed: (incidentId) => laptop.rooms.closed(incidentId),
    onRoomFocused: (incidentId) => laptop.roomFocused(incidentId),
  });
  const { windows, sound, alert } = opened;
  const showFront = () => {
    if (!laptop.isAlerting()) {
      windows.open('board');
      return;
    }
    void alert.show();
    laptop.alertSeen();
  };
  const quit = prepareEnding({
    app,
    ask: (question) => {
      const window = alert.current;
      // In front of the alert window, which would cover it.
      return window?.isVisible()
        ? electron.dialog.showMessageBox(window, question)
        : electron.dialog.showMessageBox(question);
    },
    isRinging: () => laptop.isRinging(),
    closeWindows: () => {
      windows.closeAll();
      alert.close();
      tray.stop();
    },
    stop: () => laptop.stop(),
    clock,
  });
  const menu = applicationMenu(platform, () => void quit());
  electron.Menu.setApplicationMenu(menu && electron.Menu.buildFromTemplate(menu));
  const tray = openTray({
    electron,
    clock,
    onClick: showFront,
    actions: {
      acknowledge: (incidentId) => void laptop.acknowledge(incidentId),
      openRoom: (incidentId) => laptop.openRoom(incidentId),
      showOnBoard: (incidentId) => laptop.showOnBoard(incidentId),
      act: (action) => void (action === 'quit' ? quit() : laptop.tray(action)),
    },
  });
  const userDesktop = new UserDesktop({
    ...{ app, dialog: electron.dialog, clipboard: electron.clipboard, powerMonitor, log },
    focusedWindow: () => electron.BrowserWindow.getFocusedWindow(),
  });
  let isStartingQuietly = commandLine.isHidden || commandLine.join !== null;
  const trayAdvice = await trayAdviceFor(platform, process.env);
  const laptop = new Laptop({
    clock,
    zone: zoneHere,
    random: Math.random,
    log,
    profileFolder,
    app: { version: app.getVersion(), platform, deviceName },
    tokens,
    settings,
    sound,
    alertWindow: alert,
    windows: quietWhile(() => isStartingQuietly, windows),
    desktop: userDesktop,
    notifier: new Toasts({
      Notification: electron.Notification,
      clock,
      onClick: (target) => {
        if (target.window === 'front') showFront();
        else if (target.window === 'room') laptop.openRoom(target.incidentId);
        else if (target.window === 'calendar') laptop.duty.show(target.what);
        else windows.open(target.window);
      },
    }),
    tray,
    proxyAgent: (url) => systemProxyAgent(session.defaultSession, url, log),
    trayAdvice: () => trayAdvice,
  });
  registerRequests({
    ipcMain: electron.ipcMain,
    identify: (event) => identifySender(event, (id) => windows.senderOf(id)),
    onRefused: (refusal) => log.warn(refusal, 'request of a window refused'),
    handlers: requestHandlers({
      ...opened,
      laptop,
      desktop: userDesktop,
      openLink: (url) => openLink(url, electron.shell),
    }),
  });
  alert.prepare();
  sound.prepare();
  await laptop.start();
  watchWake({
    powerMonitor,
    clock,
    addresses: outsideAddresses,
    onWake: (reason) => laptop.wake(reason),
  });
  if (commandLine.join !== null) {
    await laptop.join({ link: commandLine.join, rememberOnlyNow: false });
    // It says what went wrong, and what can be done.
    if (tokens.place() === 'none') windows.open('join');
  }
  isStartingQuietly = false;
  if (commandLine.link !== null) laptop.offerJoin(commandLine.link);
  options.onCalled((link) => (link === null ? showFront() : laptop.offerJoin(link)));
  app.on('activate', showFront);
  settleMemory(clock);
}

async function openLink(
  url: string,
  shell: Pick<typeof ElectronModule.shell, 'openExternal'>,
): Promise<'opened' | 'refused'> {
  const safe = safeExternalUrl(url);
  if (safe === null) return 'refused';
  await shell.openExternal(safe);
  return 'opened';
}
