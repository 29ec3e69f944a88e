import { Mailbox } from '../fixtures/mailbox.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

/** Ana is on call, Bo after her; what Ana does not hear goes to her by mail. */
const config = (smtpPort: number): string => `
people:
  ana: { name: Ana, email: ana@example.com, channels: [{ by: email, after: 5m }] }
  bo: { name: Bo }
  raj: { name: Raj }
teams:
  payments: { name: Payments, side: developer, zone: UTC, members: [ana, bo] }
  ops: { name: Operations, side: sre, zone: UTC, members: [raj] }
services: { checkout: { developers: payments, sres: ops } }
rotas:
  payments-first:
    team: payments
    layers: [{ name: weekly, start: '2020-01-06T09:00', turn: week, people: [ana] }]
  payments-second:
    team: payments
    level: backup
    layers: [{ name: weekly, start: '2020-01-06T09:00', turn: week, people: [bo] }]
channels:
  email:
    host: 127.0.0.1
    port: ${smtpPort}
    encryption: none
    from: Tocsin <tocsin@example.com>
    allowPrivateAddresses: true
`;

test('the laptop of who is on call is shut: its receipts say so, a mail goes out, the next developer rings', async ({
  hub,
  laptop,
}, testInfo) => {
  const mailbox = await Mailbox.open();
  const raj = await Session.open(await hub.invite('Raj', 'sre'));
  try {
    const ana = await laptop({ person: 'Ana', side: 'developer' });
    const bo = await laptop({ person: 'Bo', side: 'developer' });
    await hub.configure(config(mailbox.port));
    const onCallId = hub
      .readEvents()
      .flatMap((event) => (event.type === 'person.enrolled' ? [event.person] : []))
      .find(({ name }) => name === 'Ana')?.id;
    await ana.shutLid();
    await hub.alert('critical', 'checkout', 'error ratio 7%');

    await test.step('nothing of hers sounds: the next developer is called, and rings', async () => {
      const alert = await bo.waitUntilShown('alert', 40_000);
      await bo.sound.waitUntilHeard();
      expect(ana.sound.level(1_000)).toBeLessThan(0.001);
      await expect(alert.getByText(/Ana/).first()).toBeVisible();
      await alert.screenshot({ path: testInfo.outputPath('next-developer.png') });
      const unheard = hub.readEvents().filter(({ type }) => type === 'page.unheard');
      expect(unheard).toContainEqual(expect.objectContaining({ personId: onCallId, to: 'next' }));
    });

    const link = await test.step('a mail with a link came to her', async () => {
      await expect.poll(() => mailbox.link, { timeout: 30_000 }).not.toBeNull();
      expect(mailbox.mails.at(-1)).toMatch(/^Subject: .*checkout/im);
      return mailbox.link ?? '';
    });

    await test.step('a scanner that opens the link answers nothing', async () => {
      for (const method of ['HEAD', 'GET', 'GET']) {
        const response = await fetch(link, { method });
        expect(response.status).toBe(200);
      }
      expect(hub.countEvents('seat.acknowledged')).toBe(0);
      expect(bo.sound.level(1_000)).toBeGreaterThan(0.1);
    });

    await test.step('its button does, and once', async () => {
      const press = () =>
        fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'acknowledge' }) });
      await press();
      await expect.poll(() => hub.countEvents('seat.acknowledged')).toBe(1);
      await bo.sound.waitUntilSilent();
      const again = await press();
      expect(await again.text()).toMatch(/used|answered|has it/i);
      expect(hub.countEvents('seat.acknowledged')).toBe(1);
    });

    await test.step('the SRE side rings on', async () => {
      const session = await raj.fetch('/api/incidents/1/events');
      expect(session.status).toBe(200);
      const events = hub.readEvents();
      expect(events.some((one) => one.type === 'seat.acknowledged' && one.side === 'sre')).toBe(
        false,
      );
    });
  } finally {
    raj.close();
    await mailbox.close();
  }
});
