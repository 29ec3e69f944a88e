import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { adminToken, startHub } from './hub-under-test.ts';

it('no key, invite or token is ever logged, whatever happens to its request', async () => {
  const hub = await startHub((desk) => ({
    ingest: (batch) =>
      batch.alerts.some(({ dedupKey }) => dedupKey === 'fail')
        ? Promise.reject(new Error('a fault'))
        : desk.ingest(batch),
  }));
  const good = await hub.createKey('generic');
  const routing = await hub.createKey('pagerduty');
  const wrong = 'f00dfeedf00dfeedf00dfeedf00dfeed';
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  const basic = btoa(`prom:${good}`);

  for (const body of [{ key: 'k' }, { key: 'fail' }, { no: 'key' }, '{', '']) {
    await hub.post(`/ingest/${good}/generic`, body);
    await hub.post(`/ingest/${good}/generic?token=${good}`, body);
    await hub.post(`/ingest/${wrong}/generic`, body);
    await hub.post('/ingest/generic', body, bearer(good));
    await hub.post('/ingest/generic', body, bearer(wrong));
    await hub.post('/ingest/generic', body, { headers: { authorization: `Basic ${basic}` } });
  }
  await hub.post(`/ingest/${good}/nowhere`, {});
  await hub.post(`/ingest/${good}/%zz`, {});
  await hub.post(`/ingest/${good}/generic`, '', { method: 'GET' });
  await hub.post(`/ingest/${good}/alertmanager`, {});
  for (const routing_key of [routing, wrong]) {
    await hub.post('/v2/enqueue', { routing_key, event_action: 'explode' });
    await hub.post('/v2/enqueue', `{"routing_key":"${routing_key}"`);
  }
  await hub.post('/api/admin', { type: 'key.list' }, bearer(adminToken));
  await hub.post('/api/admin', { type: 'nonsense' }, bearer(adminToken));
  await hub.post('/api/join', { code: wrong, deviceName: 'x', platform: 'linux' });
  const port = await hub.listen();
  for (const line of [`POST /ingest/${good}/generic HTTP/9\r\n\r\n`, `${good}\r\n\r\n`]) {
    await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(line));
      socket
        .resume()
        .on('close', resolve)
        .on('error', () => undefined);
    });
  }
  await hub.close();

  const log = hub.logLines.join('');
  const { text: figures } = await hub.metrics.render();
  expect(log).toContain('request refused');
  expect(log).toContain('request answered');
  expect(log).toContain('a fault');
  expect(log).toContain('/ingest/:key/generic');
  for (const secret of [good, routing, wrong, basic, adminToken]) {
    expect(log).not.toContain(secret);
    expect(figures).not.toContain(secret);
  }
});
