import { describe, expect, it } from 'vitest';
import type { Session, WebContents, WebPreferences } from 'electron';
import { appUrl } from './app-origin.ts';
import { safeExternalUrl } from './external-links.ts';
import { hardenPages, hardenSession } from './harden.ts';
import { enableSandbox } from './sandbox.ts';
import { identifySender } from './sender.ts';
import { assertSecureWindow, securePreferences } from './window-options.ts';

type Listener = (event: { preventDefault(): void; url?: string }, url?: string) => void;

/** Web contents as far as the rules look at them. */
function hardenedContents() {
  const listeners = new Map<string, Listener>();
  let windowOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = {
    on: (name: string, listener: Listener) => void listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof windowOpen) => void (windowOpen = handler),
  };
  hardenPages({
    on: (_name: string, listener: (event: unknown, contents: WebContents) => void) =>
      listener({}, contents as unknown as WebContents),
  } as unknown as Parameters<typeof hardenPages>[0]);
  const isPrevented = (name: string, url: string, beside = false) => {
    let prevented = false;
    const event = { preventDefault: () => void (prevented = true), ...(!beside && { url }) };
    listeners.get(name)?.(event, beside ? url : undefined);
    return prevented;
  };
  return { isPrevented, open: (url: string) => windowOpen({ url }).action };
}

describe('every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    'stays inside the app at %s',
    (name) => {
      const { isPrevented } = hardenedContents();
      expect(isPrevented(name, 'https://example.com/')).toBe(true);
      expect(isPrevented(name, 'file:///etc/passwd')).toBe(true);
      expect(isPrevented(name, appUrl('board/index.html'))).toBe(false);
    },
  );

  it('stays inside the app also where the address comes beside the event', () => {
    const { isPrevented } = hardenedContents();
    expect(isPrevented('will-navigate', 'https://example.com/', true)).toBe(true);
    expect(isPrevented('will-navigate', appUrl('board/index.html'), true)).toBe(false);
  });

  it('opens no window and embeds no web page', () => {
    const { isPrevented, open } = hardenedContents();
    expect(open(appUrl('board/index.html'))).toBe('deny');
    expect(isPrevented('will-attach-webview', appUrl('board/index.html'))).toBe(true);
  });
});

describe('a session', () => {
  it('grants no permission and lets no request out', () => {
    const granted: unknown[] = [];
    const cancelled: Record<string, boolean> = {};
    type Before = (
      details: { url: string },
      callback: (answer: { cancel: boolean }) => void,
    ) => void;
    const session = {
      setPermissionRequestHandler: (
        handler: (contents: null, name: string, callback: (isGranted: boolean) => void) => void,
      ) => handler(null, 'media', (isGranted) => granted.push(isGranted)),
      setPermissionCheckHandler: (handler: () => boolean) => granted.push(handler()),
      setDevicePermissionHandler: (handler: () => boolean) => granted.push(handler()),
      webRequest: {
        onBeforeRequest: (before: Before) => {
          for (const url of [appUrl('a.js'), 'data:image/png;base64,', 'https://a/', 'ws://a/']) {
            before({ url }, ({ cancel }) => void (cancelled[url] = cancel));
          }
        },
      },
    };
    hardenSession(session as unknown as Session);
    expect(granted).toEqual([false, false, false]);
    expect(cancelled).toEqual({
      [appUrl('a.js')]: false,
      'data:image/png;base64,': false,
      'https://a/': true,
      'ws://a/': true,
    });
  });
});

describe('the options of a window', () => {
  it('are secure', () => {
    const webPreferences = securePreferences('/preload.cjs');
    expect(() => assertSecureWindow({ webPreferences })).not.toThrow();
  });

  it.each<WebPreferences>([
    { nodeIntegration: true },
    { nodeIntegrationInWorker: true },
    { nodeIntegrationInSubFrames: true },
    { contextIsolation: false },
    { sandbox: false },
    { webSecurity: false },
    { allowRunningInsecureContent: true },
    { experimentalFeatures: true },
    { webviewTag: true },
    { enableBlinkFeatures: 'CSSVariables' },
    { partition: 'persist:other' },
    { additionalArguments: ['--x'] },
  ])('are refused with %o', (weak) => {
    const webPreferences = { ...securePreferences('/preload.cjs'), ...weak };
    expect(() => assertSecureWindow({ webPreferences })).toThrow(Object.keys(weak)[0]);
  });

  it('are refused when nothing is said', () => {
    expect(() => assertSecureWindow({})).toThrow();
  });
});

describe('the sandbox', () => {
  function run(hasSwitch: boolean) {
    let enabled = false;
    const app = {
      enableSandbox: () => void (enabled = true),
      commandLine: { hasSwitch: () => hasSwitch },
    };
    const result = enableSandbox(app as unknown as Parameters<typeof enableSandbox>[0]);
    return { enabled, result };
  }

  it('is on, unless the command line says otherwise', () => {
    expect(run(false)).toEqual({ enabled: true, result: true });
    expect(run(true)).toEqual({ enabled: false, result: false });
  });
});

describe('the sender of a message', () => {
  const board = { page: 'board', incidentId: null } as const;
  const windowOf = (id: number) => (id === 1 ? board : null);
  const url = appUrl('board/index.html');

  it('is known by its window', () => {
    const event = { sender: { id: 1 }, senderFrame: { url, parent: null } };
    expect(identifySender(event, windowOf)).toBe(board);
  });

  it.each([
    ['a window that is not ours', { sender: { id: 2 }, senderFrame: { url, parent: null } }],
    ['a frame within a page', { sender: { id: 1 }, senderFrame: { url, parent: {} } }],
    ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }],
    [
      'a page of elsewhere',
      { sender: { id: 1 }, senderFrame: { url: 'https://example.com/', parent: null } },
    ],
  ])('is nobody for %s', (_name, event) => expect(identifySender(event, windowOf)).toBeNull());
});

describe('a link of an alert', () => {
  it.each([
    ['https://grafana.example/d/1?a=b', 'https://grafana.example/d/1?a=b'],
    ['HTTPS://Grafana.Example', 'https://grafana.example/'],
    ['https://example.com/a b"c', 'https://example.com/a%20b%22c'],
    ['  https://example.com/', 'https://example.com/'],
    ['mailto:ops@example.com', 'mailto:ops@example.com'],
  ])('%s goes out as %s', (address, safe) => expect(safeExternalUrl(address)).toBe(safe));

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'tocsin://join?hub=https://evil.example',
    'ms-msdt:/id',
    'https://bank.example@evil.example/',
    '\\\\host\\share',
    '/bin/sh',
    'not a link',
    `https://example.com/${'a'.repeat(3_000)}`,
  ])('%s is refused', (address) => expect(safeExternalUrl(address)).toBeNull());
});
