import { axeFindings } from '../fixtures/axe.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';
import { walkTrayMenu } from '../fixtures/tray-menu.ts';

/** Sam is on call for the SREs all the time; Raj is in the team. The developers have a gap. */
const config = `
people: { ana: { name: Ana }, raj: { name: Raj }, sam: { name: Sam } }
teams:
  payments: { name: Payments, side: developer, zone: UTC, members: [ana] }
  ops: { name: Operations, side: sre, zone: UTC, members: [raj, sam] }
services: { checkout: { developers: payments, sres: ops } }
rotas:
  payments-hours:
    name: Payments by day
    team: payments
    layers:
      - name: office
        start: '2020-01-06T09:00'
        turn: week
        people: [ana]
        restrictions: [{ from: '09:00', until: '10:00' }]
  ops-week:
    name: Operations
    team: ops
    layers: [{ name: weekly, start: '2020-01-06T09:00', turn: week, people: [sam] }]
`;

test('who is on call, a take-over from the board, and a change by keyboard in the calendar', async ({
  desktop,
  hub,
  laptop,
}, testInfo) => {
  const sam = await Session.open(await hub.invite('Sam', 'sre'));
  const ana = await Session.open(await hub.invite('Ana', 'developer'));
  try {
    const raj = await laptop({ person: 'Raj', side: 'sre' });
    await walkTrayMenu(desktop, 'Down', 'Return');
    const board = await raj.waitUntilShown('board');
    await board.getByRole('tab', { name: /On call/ }).click();
    const pane = board.getByRole('tabpanel', { name: /On call/ });
    await hub.configure(config);

    await test.step('a shift is taken over', async () => {
      await pane.getByRole('button', { name: 'Take over…' }).click();
      const calendar = await raj.waitUntilShown('calendar');
      await calendar.getByRole('button', { name: 'Take it over' }).click();
      await expect.poll(() => hub.countEvents('override.added')).toBe(1);
    });

    await expect(pane.getByRole('button', { name: 'Hand over…' })).toBeVisible();
    await expect(pane.getByText(/Nobody of Payments/).first()).toBeVisible();
    await board.screenshot({ path: testInfo.outputPath('board.png') });
    expect(await axeFindings(board)).toEqual([]);

    await test.step('a day is given to a colleague, by keyboard alone', async () => {
      await board.getByRole('button', { name: 'Calendar' }).click();
      const calendar = await raj.waitUntilShown('calendar');
      await expect(calendar.getByText('gap').first()).toBeVisible();
      const days = calendar.getByRole('slider', { name: /^Operations/ });
      await days.focus();
      for (const key of ['End', 'Shift+ArrowLeft', 'Enter']) await calendar.keyboard.press(key);
      const dialog = calendar.getByRole('dialog', { name: /Change who is on call/ });
      await dialog.getByLabel('Who is on call then?').selectOption({ label: 'Sam' });
      await dialog.getByLabel(/Why/).fill('Concert');
      await calendar.keyboard.press('Enter');
      await expect(calendar.getByText(/Operations: Sam.*Concert/)).toBeVisible();
      await calendar.screenshot({ path: testInfo.outputPath('calendar.png') });
      expect(await axeFindings(calendar)).toEqual([]);
    });

    await test.step('what was changed can be taken back', async () => {
      const calendar = await raj.waitUntilShown('calendar');
      const before = hub.countEvents('override.removed');
      await calendar.getByRole('button', { name: 'Take back' }).last().click();
      await expect.poll(() => hub.countEvents('override.removed')).toBe(before + 1);
    });
  } finally {
    sam.close();
    ana.close();
  }
});
