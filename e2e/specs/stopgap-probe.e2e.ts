import { ProbedService } from '../fixtures/probed-service.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { shopConfig } from '../fixtures/shop.ts';
import { expect, test } from '../fixtures/test.ts';

const stopgap = 'Payments go through the old gateway';
const undo = 'kubectl set env deploy/checkout GATEWAY=new';
/** Three questions, five seconds apart, and one that was just asked. */
const askedThriceMs = 40_000;

test('a stopgap whose probe fails calls both sides again, and stays for good only by two people', async ({
  hub,
  laptop,
}, testInfo) => {
  const service = await ProbedService.start();
  const picture = (name: string) => ({ path: testInfo.outputPath(`${name}.png`) });
  try {
    const { host } = service;
    await hub.configure(
      shopConfig(
        `probes: { hosts: ['${host}'], allowPrivateAddresses: true, intervalSeconds: 5, timeoutSeconds: 2 }`,
      ),
    );
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    const developer = await laptop({ person: 'Ana', side: 'developer' });
    const laptops = [sre, developer];
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    const raj = await Room.openFromAlert(sre);
    const ana = await Room.openFromAlert(developer);
    for (const room of [raj, ana]) {
      await room.page.getByRole('button', { name: 'I have it' }).click();
    }
    for (const one of laptops) await one.sound.waitUntilSilent();

    await test.step('an address that the hub may not ask is refused in words', async () => {
      await raj.say(`/stopgap ${stopgap}`);
      const dialog = raj.page.getByRole('dialog', { name: 'Install a stopgap' });
      await dialog.getByLabel('How exactly is it undone?').fill(undo);
      const probe = dialog.getByRole('textbox', { name: /Probe address/ });
      await probe.fill('http://169.254.169.254/latest/meta-data');
      await dialog.getByRole('button', { name: 'Install it' }).click();
      await expect(dialog.getByText(/The hub may not ask this address/)).toBeInViewport();
      await expect(probe).toBeFocused();
      await expect(probe).toHaveAttribute('aria-invalid', 'true');
      await raj.page.screenshot(picture('refused'));
      expect(hub.countEvents('stopgap.installed')).toBe(0);
      await probe.fill(`http://${host}/health`);
      await dialog.getByRole('button', { name: 'Install it' }).click();
      await expect(dialog).toHaveCount(0);
      await expect.poll(() => hub.countEvents('stopgap.installed')).toBe(1);
      await expect(ana.page.getByText('mitigated', { exact: true }).first()).toBeVisible();
    });

    await test.step('while it holds nobody hears of it', async () => {
      await expect.poll(() => service.askedCount).toBeGreaterThan(0);
      await ana.showWork('Stopgaps');
      await expect(ana.page.getByText(/The hub asks its probe/)).toBeVisible();
      for (const one of laptops) expect(one.sound.level(1_000)).toBeLessThan(0.001);
    });

    await test.step('after three failures both sides are called again, and see why', async () => {
      const before = service.askedCount;
      const failsAt = performance.now();
      service.status = 500;
      await expect
        .poll(() => hub.countEvents('incident.reopened'), { timeout: askedThriceMs })
        .toBe(1);
      expect(service.askedCount - before).toBeGreaterThanOrEqual(3);
      for (const one of laptops) {
        await one.sound.waitUntilHeard(0.1);
        expect(one.sound.firstHeardAfter(failsAt)).not.toBeNull();
        const alert = await one.waitUntilShown('alert');
        await expect(alert.getByText(`the stopgap “${stopgap}” does not hold`)).toBeVisible();
        await expect(alert.getByRole('button', { name: 'I have it' })).toBeVisible();
      }
      await expect(ana.page.getByText(`${host} answered 500.`).first()).toBeVisible();
      await (await developer.page('alert')).screenshot(picture('called-again'));
      await ana.page.screenshot(picture('does-not-hold'));
      await developer.desktop.screenshot(testInfo.outputPath('desktop.png'));
    });

    await test.step('both answer again', async () => {
      for (const one of laptops) {
        await (await one.page('alert')).keyboard.press('a');
        await one.sound.waitUntilSilent();
      }
    });

    await test.step('when it holds again the incident is mitigated, and nobody is called', async () => {
      const holdsAt = performance.now();
      service.status = 200;
      await expect
        .poll(() => hub.countEvents('stopgap.probe-recovered'), { timeout: askedThriceMs })
        .toBe(1);
      expect(hub.countEvents('incident.mitigated')).toBe(1);
      await expect(ana.page.getByText(/Holds again since/)).toBeVisible();
      for (const one of laptops) {
        await expect((await one.page('alert')).getByText('mitigated').first()).toBeVisible();
        expect(one.sound.firstHeardAfter(holdsAt)).toBeNull();
      }
      await ana.page.screenshot(picture('holds-again'));
    });

    await test.step('who asks that it stays for good cannot confirm it', async () => {
      await raj.showWork('Stopgaps');
      const mayNot = raj.page.getByRole('button', { name: 'Make permanent…' });
      await expect(mayNot).toHaveAttribute('aria-disabled', 'true');
      await expect(mayNot).toHaveAccessibleDescription(/Only the developer side/);
      await ana.page.getByRole('button', { name: 'Make permanent…' }).click();
      await ana.page
        .getByRole('textbox', { name: /stay for good/ })
        .fill('The old one is cheaper.');
      await ana.page.getByRole('button', { name: 'Ask for a second person' }).click();
      await expect(ana.page.getByText(/A second person confirms it/)).toBeVisible();
      await expect(ana.page.getByRole('button', { name: /Confirm/ })).toHaveCount(0);
      const installed = hub.readEvents().find((event) => event.type === 'stopgap.installed');
      const { incidentId = '', stopgap: { id: stopgapId = '' } = {} } = installed ?? {};
      const other = await Session.open(await hub.invite('Ana', 'developer'));
      const answer = await other.command({
        ...{ type: 'stopgap.confirm-permanence', incidentId, stopgapId },
      });
      other.close();
      expect(answer).toMatchObject({ error: { code: 'second_person_needed' } });
    });

    await test.step('somebody of the other side confirms it', async () => {
      await expect(raj.page.getByText('Ana wants it to stay for good')).toBeVisible();
      await raj.page.screenshot(picture('asked-to-stay'));
      await raj.page.getByRole('button', { name: 'Confirm: it stays' }).click();
      await expect.poll(() => hub.countEvents('stopgap.made-permanent')).toBe(1);
      expect(hub.countEvents('incident.resolved')).toBe(0);
    });

    await test.step('the incident is over when its alert is', async () => {
      await hub.alert('critical', 'checkout', 'error ratio 7%', '--resolve');
      await expect.poll(() => hub.countEvents('incident.resolved')).toBe(1);
      await expect(ana.page.getByText('It is resolved. What was learned?')).toBeVisible();
      await ana.page.screenshot(picture('over'));
    });
  } finally {
    await service.close();
  }
});
