import type { RoomContextPush } from '../../../main/ipc/room-views.ts';
import type { IncidentRow } from '../../../main/ipc/views.ts';
import type { RoomWorkPush, WorkTab } from '../../../main/ipc/work-views.ts';
import { progressInWords } from '../../design/progress-words.ts';
import type { TabCount } from './tabs.ts';

/** What the tabs of the working side say of what is in them; null where there is nothing. */
export function countsOf(
  incident: Pick<IncidentRow, 'checklist' | 'openStopgaps' | 'handoff'> | null,
  work: RoomWorkPush | null,
  context: RoomContextPush | null,
): Record<WorkTab, TabCount | null> {
  const progress = incident?.checklist ?? null;
  const open = work?.stopgaps.filter(({ state }) => state === 'open') ?? [];
  const stopgaps = work === null ? (incident?.openStopgaps ?? 0) : open.length;
  const isAsked = open.some(({ askedAt, probe }) => askedAt !== null || probe?.state === 'failing');
  const items = context?.items.length ?? 0;
  const handoff = incident?.handoff ?? null;
  const waits = work?.card?.state === 'draft';
  return {
    checklist: progress && {
      text: `${progress.settled}/${progress.total}`,
      words: progressInWords(progress),
      isUrgent: false,
    },
    stopgaps:
      stopgaps === 0
        ? null
        : { text: String(stopgaps), words: `${stopgaps} open`, isUrgent: isAsked },
    context:
      items === 0
        ? null
        : {
            text: String(items),
            words: items === 1 ? '1 item' : `${items} items`,
            isUrgent: false,
          },
    card: waits ? { text: '1', words: 'waits for its team', isUrgent: false } : null,
    handoff:
      handoff?.given === null ? { text: '1', words: 'is due', isUrgent: handoff.isMine } : null,
  };
}
