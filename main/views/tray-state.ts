import { sides } from '../../server/protocol/identity.ts';
import type { IncidentRow, SeatView } from '../ipc/views.ts';
import { severityMarks } from '../pager/notification.ts';
import type { TrayMenuItem, TrayState } from '../pager/ports.ts';
import type { Knowledge } from './knowledge.ts';
import { holdersOf } from './rows.ts';
import { trayDuty } from './tray-duty.ts';
import type { TrayDuty } from './tray-duty.ts';

const menuIncidents = 10;
const whatLength = 48;
const whoLength = 36;
const dutyNotes = 3;
const noteLength = 64;

/** @param open rows as `Rows.open` gives them */
export function trayState(known: Knowledge, open: readonly IncidentRow[]): TrayState {
  const ringing = open.filter(({ callsMe }) => callsMe);
  const isJoined = known.link.state !== 'not-joined';
  const duty = trayDuty(known);
  return {
    icon: iconOf(known, ringing),
    count: ringing.length || open.length,
    onCall: isJoined && duty.isOnCall,
    ringing: known.loudness.level !== 'silent',
    tooltip: tooltipOf(known, duty, open, ringing),
    menu: menuOf(known, duty, open, ringing),
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
  { notes }: TrayDuty,
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
  const [first] = notes;
  const state = parts.length > 0 ? parts.join(', ') : 'all quiet';
  return first === undefined ? `Tocsin: ${state}` : `Tocsin: ${state}\n${first}`;
}

function menuOf(
  known: Knowledge,
  duty: TrayDuty,
  open: readonly IncidentRow[],
  ringing: readonly IncidentRow[],
): TrayMenuItem[] {
  const isJoined = known.link.state !== 'not-joined';
  const isMuted = known.sound.mutedUntil !== null;
  const notes: TrayMenuItem[] = isJoined
    ? duty.notes
        .slice(0, dutyNotes)
        .map((label) => ({ kind: 'note', label: cut(label, noteLength) }))
    : [];
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
    ...(isJoined ? duty.actions.map(({ action: name, label }) => action(name, label)) : []),
    ...(isJoined && duty.actions.length > 0 ? [separator] : []),
    action('open-board', 'Open board'),
    ...(isJoined ? [action('open-calendar', 'Open calendar')] : []),
    action('test-alarm', 'Test alarm'),
    ...(isJoined ? [action('start-drill', 'Can you hear me? A test from the hub')] : []),
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

function seatInWords({ acknowledgedBy, state }: SeatView): string {
  if (state === 'held') return 'let sleep';
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
