import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import type { Drill, OnCallView, RotaView } from '../../server/protocol/oncall.ts';

type OnCallFrame = Extract<HubFrame, { type: 'oncall' }>;

/**
 * What is known of who is on call after the hub told it. A frame may have been made a moment before an
 * event that came ahead of it: what has ended stays so.
 */
export function afterOnCallFrame(before: OnCallView, { isWhole, view }: OnCallFrame): OnCallView {
  const ended = new Map(
    before.drills.filter(({ state }) => state !== 'open').map((drill) => [drill.id, drill]),
  );
  return {
    ...view,
    rotas: isWhole ? view.rotas : withRotas(before.rotas, view.rotas),
    drills: view.drills.map((drill) =>
      drill.state === 'open' ? (ended.get(drill.id) ?? drill) : drill,
    ),
  };
}

/** The same after an event, so that what somebody did shows at once; the frame follows. */
export function afterDutyEvent(before: OnCallView, event: VisibleEvent): OnCallView {
  switch (event.type) {
    case 'drill.started':
      return { ...before, drills: withItem(before.drills, event.drill) };
    case 'drill.reported': {
      const { deviceId, at, checks } = event;
      return changeDrill(before, event.drillId, (drill) => {
        const others = drill.reports.filter((report) => report.deviceId !== deviceId);
        return { ...drill, reports: [...others, { deviceId, at, checks }] };
      });
    }
    case 'drill.ended':
      return changeDrill(before, event.drillId, (drill) => {
        return { ...drill, state: event.outcome, endedAt: event.at };
      });
    case 'swap.changed': {
      const { swap } = event;
      const others = before.swaps.filter(({ id }) => id !== swap.id);
      return { ...before, swaps: swap.state === 'asked' ? [...others, swap] : others };
    }
    case 'silence.created':
      return { ...before, silences: withItem(before.silences, event.silence) };
    case 'silence.ended':
      return { ...before, silences: before.silences.filter(({ id }) => id !== event.silenceId) };
    default:
      return before;
  }
}

function changeDrill(
  before: OnCallView,
  drillId: string,
  change: (drill: Drill) => Drill,
): OnCallView {
  if (!before.drills.some(({ id }) => id === drillId)) return before;
  const drills = before.drills.map((drill) => (drill.id === drillId ? change(drill) : drill));
  return { ...before, drills };
}

function withRotas(before: readonly RotaView[], changed: readonly RotaView[]): RotaView[] {
  const fresh = new Map(changed.map((rota) => [rota.id, rota]));
  const kept = before.map((rota) => fresh.get(rota.id) ?? rota);
  const known = new Set(before.map(({ id }) => id));
  return [...kept, ...changed.filter(({ id }) => !known.has(id))];
}

function withItem<T extends { id: string }>(items: readonly T[], item: T): T[] {
  return [...items.filter(({ id }) => id !== item.id), item];
}
