import { actorOf } from '../domain/asker.ts';
import { toInstant } from '../domain/instant.ts';
import { ringingPageOf } from '../domain/paging/hearing.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Report } from '../protocol/commands.ts';
import type { DeviceIdentity } from './contract.ts';
import { noteDrill } from './drilling.ts';
import type { Surroundings } from './surroundings.ts';

/** Notes what a device tells of itself; what is known already changes nothing. */
export function note(
  surroundings: Surroundings,
  report: Report,
  from: DeviceIdentity,
): Promise<void> {
  const { journal, clock } = surroundings;
  return journal.write((transaction) => {
    const at = toInstant(clock.now());
    switch (report.type) {
      case 'sound':
        return noteSound(transaction, report.sound, from, at);
      case 'receipts':
        return noteReceipts(transaction, report, from, at);
      case 'read':
        return noteRead(transaction, report, from, at);
      case 'drill':
        return noteDrill(surroundings, transaction, report, from);
    }
  });
}

function noteSound(
  transaction: JournalTransaction,
  sound: 'audible' | 'silent',
  from: DeviceIdentity,
  at: string,
): void {
  const { deviceId } = from;
  const device = transaction.enrolment.device(deviceId);
  if (!device || device.sound === sound) return;
  transaction.append({ type: 'device.sound-changed', at, actor: actorOf(from), deviceId, sound });
}

/** Each stage once for each page; what comes when the page was answered, or waits for nobody, is late. */
function noteReceipts(
  transaction: JournalTransaction,
  { stage, incidentIds }: Extract<Report, { type: 'receipts' }>,
  from: DeviceIdentity,
  at: string,
): void {
  const { person, deviceId } = from;
  if (!transaction.enrolment.device(deviceId)) return;
  const news = [...new Set(incidentIds)].filter((incidentId) => {
    const incident = transaction.incident(incidentId);
    return (
      incident !== undefined &&
      ringingPageOf(incident, person.id) !== undefined &&
      !transaction.hasReceipt(incidentId, deviceId, stage)
    );
  });
  if (news.length === 0) return;
  transaction.append({
    type: 'page.receipts',
    at,
    actor: actorOf(from),
    personId: person.id,
    deviceId,
    stage,
    incidentIds: news,
  });
}

/** Reading goes forward only, and nobody has read what is not written yet. */
function noteRead(
  transaction: JournalTransaction,
  { incidentId, upTo }: Extract<Report, { type: 'read' }>,
  from: DeviceIdentity,
  at: string,
): void {
  const { person, deviceId } = from;
  if (!transaction.enrolment.device(deviceId) || !transaction.incident(incidentId)) return;
  if (upTo > transaction.head || upTo <= transaction.readUpTo(incidentId, person.id)) return;
  const actor = actorOf(from);
  transaction.append({ type: 'room.read', at, actor, incidentId, personId: person.id, upTo });
}
