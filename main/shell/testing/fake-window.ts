import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import type { Area } from '../windows/place.ts';

let windowCount = 0;

/** As much of a window as the shell uses, on a desktop where all wishes come true at once. */
export class FakeWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    id: (windowCount += 1),
    sent: [] as [channel: string, payload: unknown][],
    send: (channel: string, payload: unknown) => {
      this.webContents.sent.push([channel, payload]);
    },
    focus: () => undefined,
  });
  /** What was asked of it, in order. */
  readonly done: string[] = [];
  bounds: Area = { x: 0, y: 0, width: 720, height: 420 };
  visible = false;
  minimized = false;
  onTop = false;
  focused = false;
  destroyed = false;
  title = 'Tocsin';
  /** What a window manager puts around it, and X11 adds to each place that is asked for. */
  frame = { x: 0, y: 0 };

  /** The same, as the code under test knows it. */
  asBrowserWindow(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }

  getTitle = () => this.title;
  setTitle = (title: string) => void (this.title = title);
  isDestroyed = () => this.destroyed;
  isVisible = () => this.visible;
  isMinimized = () => this.minimized;
  isFocused = () => this.focused;
  isAlwaysOnTop = () => this.onTop;
  getBounds = () => this.bounds;
  getNormalBounds = () => this.bounds;
  getContentSize = () => [this.bounds.width, this.bounds.height];

  setBounds(bounds: Area): void {
    const { x, y } = this.frame;
    this.bounds = { ...bounds, x: bounds.x + x, y: bounds.y + y };
    this.done.push('setBounds');
  }
  setContentSize(width: number, height: number): void {
    this.bounds = { ...this.bounds, width, height };
  }
  setAlwaysOnTop(isOnTop: boolean): void {
    this.onTop = isOnTop;
    this.done.push(isOnTop ? 'raise' : 'lower');
  }
  setVisibleOnAllWorkspaces(isOnAll: boolean): void {
    if (isOnAll) this.done.push('onAllWorkspaces');
  }
  moveTop(): void {
    this.done.push('moveTop');
  }
  flashFrame(isOn: boolean): void {
    this.done.push(isOn ? 'flash' : 'stop flashing');
  }
  show(): void {
    Object.assign(this, { visible: true, focused: true, minimized: false });
    this.done.push('show');
  }
  showInactive(): void {
    // As under X11: a minimised window stays so.
    this.visible = true;
    this.done.push('showInactive');
  }
  restore(): void {
    if (this.minimized) Object.assign(this, { visible: true, minimized: false });
  }
  minimize(): void {
    Object.assign(this, { visible: false, focused: false, minimized: true });
  }
  hide(): void {
    Object.assign(this, { visible: false, focused: false });
  }
  focus(): void {
    this.focused = true;
    this.done.push('focus');
  }
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('closed');
  }
  /** The user closes it by its frame. */
  closeByUser(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.destroy();
  }
  /** The process of its page dies. */
  crash(): void {
    this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }
  /** A key goes down in it. @returns whether its page gets it */
  press(): boolean {
    let isPrevented = false;
    const event = { preventDefault: () => (isPrevented = true) };
    this.webContents.emit('before-input-event', event, { type: 'keyDown' });
    return !isPrevented;
  }
}
