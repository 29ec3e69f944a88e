import { expect, onTestFinished, test } from 'vitest';
import { openPagedDesk } from '../channels/testing/paged-desk.ts';
import { enrol } from '../desk/testing/test-desk.ts';
import { failedAttempts } from './failed-attempts.ts';
import { startHub } from './hub-under-test.ts';

const hostile = `<script>alert(1)</script> "5xx" above\n5 %\u202e & more`;

/** The HTTP side of a hub with one page, whose link was sent to Ana. */
async function openLink(title = hostile) {
  const channel = { name: 'email', kind: 'email', address: 'ana@example.com', afterMs: 0 } as const;
  const paged = await openPagedDesk({ channels: { Ana: [channel] } });
  await enrol(paged.desk, 'Bo', 'developer');
  await paged.page(title);
  const personId = paged.ana?.person.id ?? '';
  const taken = await paged.desk.takeDeliveries({ name: 'email', personId });
  const token = taken?.message.pages[0]?.token ?? '';
  const hub = await startHub(() => paged.desk, { now: () => paged.clock.nowMs });
  onTestFinished(() => hub.close());
  const press = (answer: string, path = `/a/${token}`) =>
    hub.app.inject({
      ...{ method: 'POST', url: path, payload: `answer=${answer}` },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const look = (path = `/a/${token}`) => hub.app.inject({ method: 'GET', url: path });
  return { ...paged, hub, token, press, look };
}

test('a scanner that opens the link, and opens it again, acknowledges nothing', async () => {
  const { hub, desk, token, look, incident, events } = await openLink('down');
  const head = desk.head();
  for (const method of ['GET', 'HEAD', 'GET'] as const) {
    const { statusCode } = await hub.app.inject({ method, url: `/a/${token}` });
    expect(statusCode).toBe(200);
  }
  const { body } = await look();
  for (const [, target] of body.matchAll(/(?:href|src|action)="([^"]*)"/g)) await look(target);
  expect(desk.head()).toBe(head);
  const [opened] = await events('incident.opened');
  expect((await incident(opened?.incidentId ?? '')).status).toBe('triggered');
});

test('the page has no script, nothing from elsewhere, and what senders wrote as text', async () => {
  const { look } = await openLink();
  const { headers, body } = await look();
  expect(headers).toMatchObject({
    ...{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    ) as string,
  });
  expect(body).toContain('&#60;script&#62;alert(1)&#60;/script&#62; &#34;5xx&#34; above 5 %');
  expect(body).not.toMatch(/<script|https?:|\u202e/);
  expect(body).toMatch(
    /CRITICAL .*#1, since .*You answer as Ana.*I have it.*Can’t, call the next/s,
  );
  expect(body).toMatch(/Developer: Ana, Bo are called.*SRE: Raj is called/s);
});

test('the button acknowledges once; afterwards the page says so plainly', async () => {
  const { look, press, events, token } = await openLink('down');
  const answer = await press('acknowledge');
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toBe(`/a/${token}`);
  expect((await look()).body).toMatch(/You have it, at .*There is nothing to do here/);
  expect((await look()).body).not.toContain('<form');
  expect((await press('acknowledge')).statusCode).toBe(303);
  expect((await press('decline')).statusCode).toBe(303);
  expect(await events('seat.acknowledged')).toHaveLength(1);
  expect(await events('page.declined')).toHaveLength(0);
});

test('the other button calls the next', async () => {
  const { look, press, events } = await openLink('down');
  expect((await press('decline')).statusCode).toBe(303);
  expect(await events('page.declined')).toHaveLength(1);
  expect((await look()).body).toMatch(/You said that you can’t come, and others are called/);
});

test('what is resolved, and by whom, is said; so is an expiry', async () => {
  const { look, desk, clock, raj, incident, events } = await openLink('down');
  const [opened] = await events('incident.opened');
  const incidentId = opened?.incidentId ?? '';
  clock.nowMs += 25 * 60 * 60_000;
  expect((await look()).body).toMatch(/This link has expired/);
  if (raj) await desk.command('c1', { type: 'incident.resolve', incidentId }, raj);
  expect((await incident(incidentId)).status).toBe('resolved');
  expect((await look()).body).toMatch(/Raj resolved it, at /);
});

test.each([
  ['another button', 'resolve', 400],
  ['no button', '', 400],
])('%s changes nothing', async (_name, answer, status) => {
  const { press, desk } = await openLink('down');
  const head = desk.head();
  const { statusCode, body } = await press(answer);
  expect(statusCode).toBe(status);
  expect(body).toContain('Back');
  expect(desk.head()).toBe(head);
});

test('a form that is too large, and other methods, are refused with a page', async () => {
  const { hub, token, press } = await openLink('down');
  expect((await press('a'.repeat(2_000))).statusCode).toBe(413);
  const put = await hub.app.inject({ method: 'PUT', url: `/a/${token}` });
  expect(put.statusCode).toBe(405);
  expect(put.headers.allow).toBe('GET, POST, HEAD');
});

test('all links that lead nowhere look alike, and too many of them are refused', async () => {
  const { look, token } = await openLink('down');
  const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`;
  const answers = [];
  for (const path of [`/a/${wrong}`, '/a/short', `/a/${'x'.repeat(90)}`])
    answers.push(await look(path));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  let last = 404;
  for (let count = 0; count < failedAttempts.max; count += 1) {
    last = (await look(`/a/${wrong}`)).statusCode;
  }
  expect(last).toBe(429);
  expect((await look()).statusCode).toBe(200);
});

test('the token is in no line of the log', async () => {
  const { hub, look, press, token } = await openLink('down');
  await look();
  await press('acknowledge');
  expect(hub.logLines.length).toBeGreaterThan(0);
  expect(hub.logLines.join('\n').includes(token)).toBe(false);
});
