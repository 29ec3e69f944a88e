import type { IncidentRow } from '../../main/ipc/views.ts';
import { holderInWords, sideNames } from '../design/seat-words.ts';

/** Who is up, for a row of the list: "Raj has it (SRE), developer rings". */
export function answersInWords({ seats }: Pick<IncidentRow, 'seats'>): string {
  const holders = [seats.developer, seats.sre].map((seat) => ({
    side: seat.side,
    holder: holderInWords(seat),
  }));
  if (holders.every(({ holder }) => holder === null)) return 'nobody is up yet';
  return holders
    .map(({ side, holder }) =>
      holder === null ? `${sideNames[side]} still called` : `${holder} (${sideNames[side]})`,
    )
    .join(', ');
}
