import { randomBytes } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoredAttachment } from '../protocol/attachment.ts';
import { limits } from '../protocol/limits.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import { ReadLine } from './read-line.ts';

let hub: HubUnderTest;
let port: number;
/** Answers that the hub began to make. */
let begun: number;
const sockets: Socket[] = [];

beforeEach(async () => {
  begun = 0;
  const counted = <Result>(work: () => Promise<Result>): Promise<Result> => {
    begun += 1;
    return work();
  };
  hub = await startHub((desk) => ({
    findAttachment: (...asked) => counted(() => desk.findAttachment(...asked)),
    exportIncident: (...asked) => counted(() => desk.exportIncident(...asked)),
  }));
  port = await hub.listen();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  // A connection that was answered a moment ago may not count as idle yet, and would be waited for.
  hub.app.server.closeAllConnections();
  await hub.close();
});

async function enrol(name: string) {
  const invite = { type: 'invite.create', personName: name, side: 'developer' } as const;
  const { code } = await hub.desk.admin(invite);
  return hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' });
}

/** A room whose export is more than the buffers of a connection hold. */
async function fillRoom(): Promise<{ deviceToken: string }> {
  const ada = await enrol('Ada');
  await hub.desk.admin({
    ...{ type: 'alert.send', severity: 'error', service: 'checkout', title: 'it broke' },
    ...{ dedupKey: 'k', action: 'fire' },
  });
  const incidentId = (await hub.desk.readSnapshot()).incidents[0]?.id ?? '';
  const text = `x${'\u{1}'.repeat(limits.messageLength - 1)}`;
  const command = { type: 'message.post', incidentId, kind: 'message', text } as const;
  const rest = { replyTo: null, attachments: [] };
  const posts = Array.from({ length: 260 }, () =>
    hub.desk.command(crypto.randomUUID(), { ...command, ...rest }, ada),
  );
  await Promise.all(posts);
  return ada;
}

function ask(path: string, token: string): Socket {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${token}\r\n\r\n`);
  return socket;
}

/** Asks and never reads the answer. */
const askDeaf = (path: string, token: string) => ask(path, token).pause();

async function status(path: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

test('who asks for exports and reads none has one under way; others get theirs', async () => {
  const deaf = await fillRoom();
  const other = await enrol('Bo');
  const path = '/api/incidents/1/export?format=json';
  const asked = Array.from({ length: 6 }, () => askDeaf(path, deaf.deviceToken));
  expect(await status(path, other.deviceToken)).toBe(200);
  // Whatever is said after these reads was let in after them, if at all.
  for (let count = 0; count < 3; count += 1) await status('/api/search?text=x', other.deviceToken);
  expect(begun).toBe(2);
  for (const socket of asked) socket.destroy();
  expect(await status(path, deaf.deviceToken)).toBe(200);
});

test('reads of one device wait in line, and all are answered', async () => {
  const { deviceToken } = await enrol('Ada');
  const path = `/api/attachments/${randomBytes(32).toString('hex')}`;
  const statuses = await Promise.all(
    Array.from({ length: 5 * limits.readsUnderWay }, () => status(path, deviceToken)),
  );
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('who asks for attachments and reads none has few under way', async () => {
  const { deviceToken } = await enrol('Ada');
  const headers = { authorization: `Bearer ${deviceToken}` };
  const body = Buffer.alloc(limits.attachmentBytes);
  const uploaded = await fetch(`http://127.0.0.1:${port}/api/attachments`, {
    ...{ method: 'POST', headers, body },
  });
  const { hash } = StoredAttachment.parse(await uploaded.json());
  const path = `/api/attachments/${hash}`;
  begun = 0;
  const asked = Array.from({ length: 40 }, () => askDeaf(path, deviceToken));
  await expect.poll(() => begun).toBe(limits.readsUnderWay);
  const { deviceToken: other } = await enrol('Bo');
  for (let count = 0; count < 3; count += 1) await status(path, other);
  expect(begun).toBe(limits.readsUnderWay + 3);
  for (const socket of asked) socket.destroy();
  expect(await status(path, deviceToken)).toBe(200);
});

test('between two reads of a line everybody else gets a turn', async () => {
  const line = new ReadLine(1);
  const answers = Array.from({ length: 3 }, () => ({
    raw: new ServerResponse(new IncomingMessage(new Socket())),
  }));
  const order: string[] = [];
  const entered = answers.map(async (answer, index) => {
    await line.enter('ada', answer);
    order.push(`read ${index}`);
    // As when all of an answer fits into the buffers of its connection.
    process.nextTick(() => answer.raw.emit('close'));
  });
  setImmediate(() => order.push('somebody else'));
  await Promise.all(entered);
  expect(order).toEqual(['read 0', 'somebody else', 'read 1', 'read 2']);
  await expect.poll(() => line.readerCount).toBe(0);
});

test('a place that was just left is taken in a later turn', async () => {
  const line = new ReadLine(1);
  const [first, second] = Array.from({ length: 2 }, () => ({
    raw: new ServerResponse(new IncomingMessage(new Socket())),
  }));
  if (!first || !second) throw new Error('Two were made.');
  await line.enter('ada', first);
  first.raw.emit('close');
  let isIn = false;
  const entered = line.enter('ada', second).then(() => (isIn = true));
  await Promise.resolve();
  expect(isIn).toBe(false);
  await entered;
});

test('who hangs up in the line gives nobody a turn twice, and leaves nothing', async () => {
  const line = new ReadLine(1);
  const [first, second, third] = Array.from({ length: 3 }, () => ({
    raw: new ServerResponse(new IncomingMessage(new Socket())),
  }));
  if (!first || !second || !third) throw new Error('Three were made.');
  await line.enter('ada', first);
  void line.enter('ada', second);
  const entered = line.enter('ada', third);
  second.raw.emit('close');
  first.raw.emit('close');
  await entered;
  third.raw.emit('close');
  await expect.poll(() => line.readerCount).toBe(0);
});
