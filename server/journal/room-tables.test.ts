import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { isVisible } from '../domain/hub-events.ts';
import type { NewEvent } from '../domain/hub-events.ts';
import { RoomLog } from '../protocol/room-log.ts';
import { actorOf, instantOf, messageIdOf, roomEvents } from '../protocol/testing/room-events.ts';
import { Journal } from './journal.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function open(): Promise<Journal> {
  const journal = await Journal.open({
    dataFolder: temporaryFolder(),
    newHubId: () => 'hub',
    newEpoch: () => 'epoch',
  });
  onTestFinished(() => journal.close());
  return journal;
}

const messageId = messageIdOf(0);
const posted: NewEvent = {
  ...{ type: 'message.posted', at: instantOf(0), actor: actorOf('ada'), incidentId: 'incident' },
  ...{ messageId, kind: 'message', text: 'Hello.', replyTo: null, attachments: [] },
  mentions: { people: [], sides: [] },
};

test('the tables say of messages and reading what the room says', async () => {
  const incidentIds = ['incident', 'other'];
  await fc.assert(
    fc.asyncProperty(roomEvents, async (events) => {
      const journal = await open();
      await journal.write((transaction) => {
        for (const { seq: _, ...event } of events) {
          // Receipts need incidents and devices, which are not of the room.
          if (event.type !== 'page.receipts') transaction.append(event);
        }
      });
      const written = await journal.readEvents(0, 1_000);
      for (const incidentId of incidentIds) {
        const room = RoomLog.empty(incidentId);
        for (const event of written) if (isVisible(event)) room.apply(event);
        await journal.write((transaction) => {
          for (const entry of room.entries) {
            if (entry.kind !== 'message') continue;
            expect(transaction.message(entry.messageId)).toEqual({ incidentId, entry });
          }
          for (const [personId, upTo] of Object.entries(room.reads)) {
            expect(transaction.readUpTo(incidentId, personId)).toBe(upTo);
          }
        });
      }
      await journal.close();
    }),
    { numRuns: 25 },
  );
});

test('what a failed job said was never said', async () => {
  const journal = await open();
  const fails = journal.write((transaction) => {
    transaction.append(posted);
    throw new Error('in the middle');
  });
  const [failed] = await Promise.allSettled([
    fails,
    journal.write((transaction) => expect(transaction.message(messageId)).toBeUndefined()),
  ]);
  expect(failed.status).toBe('rejected');
  await journal.write((transaction) => transaction.append(posted));
  await journal.write((transaction) =>
    expect(transaction.message(messageId)).toMatchObject({ entry: { text: 'Hello.' } }),
  );
});
