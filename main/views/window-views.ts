import type { AlertWindowView, BoardView, SettingsView } from '../ipc/views.ts';
import { worstFirst } from './alert-order.ts';
import type { Knowledge } from './knowledge.ts';
import { linkView } from './link-view.ts';
import { dutiesOf } from './duties.ts';
import { OnCallTable } from './on-call-rows.ts';
import { pendingTests } from './pending-duty.ts';
import { personView } from './people.ts';
import type { Rows } from './rows.ts';
import { teamTimes, teamsAround } from './teams.ts';
import { cardRows, stopgapRows } from './work-rows.ts';

/** Older ones are on the hub. */
const recentCount = 100;

export function alertWindowView(known: Knowledge, rows: Rows): AlertWindowView {
  const incidents = rows.open(known);
  const ringing = incidents.filter(({ callsMe }) => callsMe);
  const { level, incidentId, reason } = known.loudness;
  return {
    me: known.me,
    link: linkView(known),
    sound: known.sound,
    loudness: { level, incidentId, reason },
    incidents,
    ringingCount: ringing.length,
    serviceCount: new Set(incidents.map(({ service }) => service)).size,
    isTest: known.isTest,
    drill: known.drill,
    teams: teamsAround(null, known),
  };
}

export function boardView(
  known: Knowledge,
  rows: Rows,
  oncall: OnCallTable = new OnCallTable(),
): BoardView {
  const selected = known.selectedId === null ? undefined : known.incidents.get(known.selectedId);
  return {
    me: known.me,
    link: linkView(known),
    sound: known.sound,
    people: [...known.people.keys()].map((id) =>
      personView(id, known.people, known.me?.id ?? null),
    ),
    open: rows.open(known),
    recent: rows.recent(known, recentCount),
    stopgaps: stopgapRows(known),
    cards: cardRows(known),
    duties: dutiesOf(known),
    oncall: oncall.rows(known),
    drill: known.drill,
    teams: teamTimes(known),
    whileAway: [...known.whileAway],
    selected: selected
      ? { incident: rows.one(known, selected), alerts: worstFirst(known.alertsOf(selected.id)) }
      : null,
  };
}

/** What only the shell knows for the settings window. */
export type SettingsSurroundings = Pick<SettingsView, 'version' | 'tokenPlace' | 'trayAdvice'>;

export function settingsView(known: Knowledge, around: SettingsSurroundings): SettingsView {
  const { settings, me, sound } = known;
  return {
    ...{ settings, me, link: linkView(known), sound, pendingDuties: pendingTests(known) },
    teams: teamsAround(null, known),
    ...around,
  };
}
