import { sides } from '../../server/protocol/identity.ts';
import type { IncidentRow, SeatView } from '../ipc/views.ts';
import { severityMarks } from '../pager/notification.ts';
import type { TrayMenuItem, TrayState } from '../pager/ports.ts';
import type { Knowledge } from './knowledge.ts';
import { holdersOf } from './rows.ts';

const menuIncidents = 10;
const whatLength = 48;
const whoLength = 36;

/** @param open rows as `Rows.open` gives them */
export function trayState(known: Knowledge, open: readonly IncidentRow[]): TrayState {
  const ringing = open.filter(({ callsMe }) => callsMe);
  return {
    icon: iconOf(known, ringing),
    count: ringing.length || open.length,
    onCall: known.link.state !== 'not-joined',
    ringing: known.loudness.level !== 'silent',
    tooltip: tooltipOf(known, open, ringing),
    menu: menuOf(known, open, ringing),
  };
}

/** The loudest truth: a siren, then being deaf, then softer calls, then a mute. */
function iconOf(known: Knowledge, ringing: readonly IncidentRow[]): TrayState['icon'] {
  const [worst] = ringing;
  if (worst?.severity === 'critical' || worst?.severity === 'error') return 'critical';
  if (isCutOff(known)) return 'cut-off';
  if (worst) return 'warning';
  return known.sound.mutedUntil === null ? 'quiet' : 'muted';
}

function isCutOff({ link }: Knowledge): boolean {
  return link.state === 'cut-off' || link.state === 'refused';
}

function tooltipOf(
  known: Knowledge,
  open: readonly IncidentRow[],
  ringing: readonly IncidentRow[],
): string {
  if (known.link.state === 'not-joined') return 'Tocsin: not joined to a hub';
  const parts: string[] = [];
  if (isCutOff(known)) parts.push('cut off from the hub');
  if (ringing.length > 0)
    parts.push(`${ringing.length} ${ringing.length === 1 ? 'calls' : 'call'} you`);
  if (open.length > 0) parts.push(`${open.length} open`);
  if (known.sound.device === 'silent') parts.push('no sound');
  if (known.sound.mutedUntil !== null) parts.push('muted');
  return `Tocsin: ${parts.length > 0 ? parts.join(', ') : 'all quiet'}`;
}

function menuOf(
  known: Knowledge,
  open: readonly IncidentRow[],
  ringing: readonly IncidentRow[],
): TrayMenuItem[] {
  const isJoined = known.link.state !== 'not-joined';
  const isMuted = known.sound.mutedUntil !== null;
  const notes: TrayMenuItem[] = [];
  if (isCutOff(known)) notes.push({ kind: 'note', label: 'Cut off from the hub' });
  if (known.sound.device === 'silent') notes.push({ kind: 'note', label: 'No sound comes out' });
  if (isJoined && open.length === 0) notes.push({ kind: 'note', label: 'No open incidents' });
  const more = open.length - menuIncidents;
  const incidents: TrayMenuItem[] = open
    .slice(0, menuIncidents)
    .map((row) => incidentItem(row, known.now));
  if (more > 0) incidents.push({ kind: 'note', label: `${more} more on the board` });
  if (ringing.length > 1) {
    incidents.push(action('acknowledge-all', `Acknowledge all ${ringing.length}`));
  }
  return [
    ...notes,
    ...incidents,
    ...(notes.length + incidents.length > 0 ? [separator] : []),
    ...(isJoined ? [] : [action('join', 'Join a hub…')]),
    action('open-board', 'Open board'),
    action('test-alarm', 'Test alarm'),
    isMuted ? action('unmute', 'End mute') : action('mute', 'Mute for 30 minutes (never critical)'),
    ...(isJoined ? [action('open-reports', 'Open reports')] : []),
    separator,
    action('open-settings', 'Settings'),
    action('quit', 'Quit Tocsin'),
  ];
}

function incidentItem(row: IncidentRow, now: number): TrayMenuItem {
  const what = `${severityMarks[row.severity]} ${row.service}: ${row.title}`;
  const holders = holdersOf(row);
  const who = holders.length > 0 ? `${holders.join(' and ')} ${has(holders)} it` : 'nobody has it';
  const age = ageInWords(now - Date.parse(row.openedAt));
  return {
    kind: 'incident',
    incidentId: row.id,
    label: `${cut(what, whatLength)}  (${age}, ${cut(who, whoLength)})`,
    detail: sides.map((side) => `${sideNames[side]}: ${seatInWords(row.seats[side])}`).join(', '),
    canAcknowledge: row.callsMe && row.pending?.command !== 'acknowledge',
  };
}

function seatInWords({ acknowledgedBy }: SeatView): string {
  if (acknowledgedBy === null) return 'nobody yet';
  return acknowledgedBy.isMe ? 'you' : acknowledgedBy.name;
}

/** Whole characters, so that no half of an emoji is left. */
function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

function has(holders: readonly string[]): string {
  return holders.length === 1 && holders[0] !== 'you' ? 'has' : 'have';
}

function ageInWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (24 * 60))} days`;
}

function action(
  name: Extract<TrayMenuItem, { kind: 'action' }>['action'],
  label: string,
): TrayMenuItem {
  return { kind: 'action', action: name, label, enabled: true };
}

const sideNames = { developer: 'Developer', sre: 'SRE' } as const;

const separator: TrayMenuItem = { kind: 'separator' };
