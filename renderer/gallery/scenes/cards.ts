import type { RoomView } from '../../../main/ipc/room-views.ts';
import type { Card } from '../../../server/protocol/card.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { incident } from '../incidents.ts';
import { bothUp } from '../people.ts';
import { card, content, fullContent, teams, undone } from '../works.ts';
import { cutOff } from './circumstances.ts';
import { pending, room } from './room.ts';
import type { WorkScene } from './checklist.ts';
import { before } from '../times.ts';

const incidentId = 'incident-41';

/** A resolved room in which the tab of the card is sought. */
function scene(one: Card | null, view: Partial<RoomView> = {}, tab: 'card' | 'context' = 'card') {
  const told = room({
    view: {
      ...{ teams, owningTeamId: 'payments', soughtTab: { tab, count: 1 } },
      incident: incident(41, {
        ...{ status: 'resolved', callsMe: false, openedAt: before(7_200), seats: bothUp },
        ...{ firingCount: 0, resolvedAt: before(600), resolvedBy: 'Raj' },
      }),
      ...view,
    },
  });
  const work = { incidentId, checklists: [], missingRunbooks: [], stopgaps: [undone], card: one };
  return { ...told, 'room:work': work } satisfies WorkScene;
}

const ofTeam = { teams: teams.map((team) => ({ ...team, isMine: true })) };
const edit = (revision: number): Command => ({
  ...{ type: 'card.edit', incidentId, revision },
  content: { ...fullContent, cause: 'The pool was too small for 12 pods.', impact: content.impact },
});
const nasty = `<img src=x onerror=alert(1)> \u202Etxet ddo\u202C [x](javascript:alert(1)) ${'x'.repeat(300)}`;

/** Every state that a card can be in. */
export const cardScenes: Record<string, WorkScene> = {
  'card, none': scene(null, {
    incident: incident(41, { status: 'mitigated', callsMe: false, seats: bothUp }),
  }),
  'card, invitation': scene(card(), ofTeam, 'context'),
  'card, draft': scene(card(), ofTeam),
  'card, of another team': scene(card({ content: fullContent })),
  'card, ready': scene(
    card({ content: fullContent, revision: 4, editedBy: 'ana', editedAt: before(120) }),
    ofTeam,
  ),
  'card, overdue': scene(card({ dueAt: before(7_200), remindedAt: before(7_000) }), ofTeam),
  'card, edited by two': scene(
    card({ content: fullContent, revision: 3, editedBy: 'ana', editedAt: before(60) }),
    {
      ...ofTeam,
      pending: [pending(1, edit(2), 'superseded', 'Ana edited the card at 14:02.')],
    },
  ),
  'card, waiting for link': scene(card(), {
    ...ofTeam,
    link: cutOff,
    pending: [pending(1, edit(1), 'waiting-for-link')],
  }),
  'card, accepted': scene(
    card({
      ...{ content: fullContent, state: 'accepted', answeredBy: 'ana', answeredAt: before(60) },
      fileName: 'cards/2026/0041-checkout-api-5xx-ratio-above-5.md',
    }),
  ),
  'card, not written': scene(
    card({
      ...{ content: fullContent, state: 'accepted', answeredBy: 'ana', answeredAt: before(60) },
      writeProblem: 'EACCES: /srv/payments/lessons may not be written.',
    }),
  ),
  'card, waived': scene(
    card({
      ...{ state: 'waived', answeredBy: 'bo', answeredAt: before(60) },
      waiveReason: 'A test of the alert; nothing was broken.',
    }),
  ),
  'card, hostile': scene(
    card({
      ...{ state: 'accepted', team: { id: 'x', name: nasty }, answeredBy: nasty },
      answeredAt: before(60),
      content: {
        ...{ symptom: nasty, impact: nasty, stopgap: nasty, cause: nasty, test: '', change: '' },
        followUps: [{ text: nasty, ownerId: nasty, dueOn: null }],
      },
    }),
  ),
};
