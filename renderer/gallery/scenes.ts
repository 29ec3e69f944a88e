import type { PageKind, PushChannel } from '../../main/ipc/contract.ts';
import { alertScenes } from './scenes/alert.ts';
import { boardScenes } from './scenes/board.ts';
import { calendarScenes } from './scenes/calendar.ts';
import { checklistScenes } from './scenes/checklist.ts';
import { joinScenes } from './scenes/join.ts';
import { roomScenes } from './scenes/room.ts';
import { cardScenes } from './scenes/cards.ts';
import { reportScenes } from './scenes/reports.ts';
import { seatScenes } from './scenes/seats.ts';
import { settingsScenes } from './scenes/settings.ts';
import { stopgapScenes } from './scenes/stopgaps.ts';

/** What a window is told in a scene; of a list, one after another. */
export type Scene = Partial<Record<PushChannel, unknown>>;

/** Every state that a window can be in. */
export const scenes: Partial<Record<PageKind, Record<string, Scene>>> = {
  alert: viewsOf('alert:view', alertScenes),
  board: viewsOf('board:view', boardScenes),
  room: { ...roomScenes, ...seatScenes, ...checklistScenes, ...stopgapScenes, ...cardScenes },
  reports: reportScenes,
  calendar: viewsOf('calendar:view', calendarScenes),
  settings: viewsOf('settings:view', settingsScenes),
  join: viewsOf('join:view', joinScenes),
};

function viewsOf(channel: PushChannel, views: Record<string, unknown>): Record<string, Scene> {
  const named = Object.entries(views).map(([name, view]) => [name, { [channel]: view }] as const);
  return Object.fromEntries(named);
}
