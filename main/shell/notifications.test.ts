import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { NotificationContent, NotificationTarget } from '../pager/ports.ts';
import { Toasts } from './notifications.ts';
import { ManualClock } from './testing/manual-clock.ts';

const content: NotificationContent = {
  ...{ title: 'checkout', body: '7%', severity: 'critical' },
  opens: { window: 'room', incidentId: 'i1' },
};

function start({ isSupported = true, breaks = false } = {}) {
  const clock = new ManualClock();
  const made: Paper[] = [];
  const clicks: NotificationTarget[] = [];
  class Paper extends EventEmitter {
    static isSupported = () => isSupported;
    readonly options: NotificationConstructorOptions;
    isShown = false;
    isClosed = false;
    constructor(options: NotificationConstructorOptions) {
      super();
      if (breaks) throw new Error('no daemon');
      this.options = options;
      made.push(this);
    }
    show = () => void (this.isShown = true);
    close = () => void (this.isClosed = true);
  }
  const toasts = new Toasts({
    Notification: Paper as unknown as typeof Notification,
    clock,
    onClick: (target) => clicks.push(target),
  });
  return { toasts, made, clock, clicks };
}

describe('a notification', () => {
  it('is shown, stays, and makes no sound of its own', async () => {
    const { toasts, made, clock, clicks } = start();
    const outcome = toasts.show(content);
    expect(made[0]?.isShown).toBe(false);
    clock.pass(0);
    expect(made[0]?.isShown).toBe(true);
    made[0]?.emit('show');
    expect(await outcome).toEqual({ status: 'shown' });
    expect(made[0]?.options).toMatchObject({
      title: 'checkout',
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
    });
    made[0]?.emit('click');
    expect(clicks).toEqual([content.opens]);
  });

  it('is text alone, whatever comes from outside', () => {
    const { toasts, made } = start();
    void toasts.show({ ...content, body: '<img src=x> & "7%"' });
    expect(made[0]?.options.body).toBe('‹img src=x› & "7%"');
  });

  it('replaces the one before', () => {
    const { toasts, made, clock } = start();
    void toasts.show(content);
    clock.pass(0);
    void toasts.show({ ...content, severity: 'warning' });
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(made[1]?.options.urgency).toBe('normal');
    toasts.clear();
    expect(made[1]?.isClosed).toBe(true);
    toasts.clear();
  });

  it('that is replaced before it was shown never shows', async () => {
    const { toasts, made, clock } = start();
    const first = toasts.show(content);
    void toasts.show(content);
    clock.pass(0);
    expect(made.map(({ isShown }) => isShown)).toEqual([false, true]);
    expect(await first).toMatchObject({ status: 'not-shown' });
  });

  it('tells a failure, and a daemon that does not answer', async () => {
    const { toasts, made, clock } = start();
    const failing = toasts.show(content);
    clock.pass(0);
    made[0]?.emit('failed', {}, 'disabled in the settings');
    expect(await failing).toEqual({ status: 'failed', reason: 'disabled in the settings' });
    const unanswered = toasts.show(content);
    clock.pass(10_000);
    expect(await unanswered).toMatchObject({ status: 'not-shown' });
  });

  it('never rejects', async () => {
    expect(await start({ breaks: true }).toasts.show(content)).toEqual({
      status: 'failed',
      reason: 'no daemon',
    });
    expect(await start({ isSupported: false }).toasts.show(content)).toMatchObject({
      status: 'not-shown',
    });
  });
});
