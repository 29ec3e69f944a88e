import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { PagerDutySender } from '../fixtures/senders/pagerduty-client.ts';

test("PagerDuty's own client triggers, acknowledges and resolves", async ({
  folder,
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const { key } = await hub.createKey('pager', 'pagerduty');
  const sender = await PagerDutySender.start(join(folder, 'sender'), hub.port, key);
  try {
    const trigger = {
      event_action: 'trigger',
      dedup_key: 'checkout/5xx',
      payload: {
        summary: 'checkout: 5xx ratio 7.2%',
        source: 'web-1.example.test',
        severity: 'critical',
        component: 'checkout',
      },
    };
    expect(await sender.send(trigger)).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'checkout/5xx' },
    });
    const window = await sre.waitUntilShown('alert');
    await expect(window.getByRole('heading', { name: 'checkout: 5xx ratio 7.2%' })).toBeVisible();
    await sre.sound.waitUntilHeard();

    await test.step('an acknowledgement by a machine is shown and silences nobody', async () => {
      const acknowledge = { event_action: 'acknowledge', dedup_key: 'checkout/5xx' };
      expect((await sender.send(acknowledge)).status).toBe(202);
      await window.keyboard.press('o');
      const room = await sre.roomPage(1);
      await room.getByRole('button', { name: /show on the board/i }).click();
      const board = await sre.waitUntilShown('board');
      await expect(board.getByText(/acknowledged at (the )?sender/i)).toBeVisible();
      expect(sre.sound.level(1_000)).toBeGreaterThan(0.05);
    });

    await test.step('resolve closes the incident', async () => {
      const resolve = { event_action: 'resolve', dedup_key: 'checkout/5xx' };
      expect((await sender.send(resolve)).status).toBe(202);
      await sre.sound.waitUntilSilent();
      await expect.poll(() => sre.isShown('alert')).toBe(false);
    });
  } finally {
    await sender.stop();
  }
});
