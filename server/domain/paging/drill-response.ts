import { actorOf } from '../asker.ts';
import { already, applied, refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { endDrill, startDrill } from './drilling.ts';

type DrillCommandType = 'drill.confirm' | 'drill.start';

/** Says what a person's command about drills does. */
export function judgeDrillCommand(drillCase: DutyCase<DrillCommandType>): CommandVerdict {
  const { command } = drillCase;
  return command.type === 'drill.confirm'
    ? confirm({ ...drillCase, command })
    : start({ ...drillCase, command });
}

/** Also one that has failed: whoever comes late hears it after all. */
function confirm(drillCase: DutyCase<'drill.confirm'>): CommandVerdict {
  const { command, records, person, nowMs } = drillCase;
  const drill = records.drill(command.drillId);
  if (drill?.personId !== person.id || drill.kind !== 'audible') return refused('drill_unknown');
  if (drill.state === 'passed') return already;
  const actor = actorOf(drillCase);
  return applied(endDrill(drill, { outcome: 'passed', reason: null, nowMs, actor }));
}

function start(drillCase: DutyCase<'drill.start'>): CommandVerdict {
  const { commandId, records, person, nowMs, settings } = drillCase;
  const isUnderWay = records
    .drills()
    .some(
      ({ personId, kind, state }) =>
        personId === person.id && kind === 'audible' && state === 'open',
    );
  if (isUnderWay) return already;
  return applied(
    startDrill({
      ...{ id: commandId, kind: 'audible', personId: person.id, rotaIds: [] },
      ...{ nowMs, drillConfirmMs: settings.drillConfirmMs, actor: actorOf(drillCase) },
    }),
  );
}
