import type { CalendarWindowView } from '../../../main/ipc/duty-views.ts';
import { calendar, calm, manyRotas, noRotas, onCall, pendingDuties } from '../oncall.ts';

/** Every state that the calendar can be in. */
export const calendarScenes: Record<string, CalendarWindowView> = {
  usual: calendar(),
  calm: calendar({ oncall: calm }),
  'take a shift': calendar({ sought: { what: 'take', rotaId: 'payments', count: 1 } }),
  'hand over': calendar({ sought: { what: 'hand-over', rotaId: 'platform', count: 1 } }),
  silences: calendar({ sought: { what: 'silences', rotaId: null, count: 1 } }),
  pending: calendar({ oncall: { ...onCall, pending: pendingDuties } }),
  'cut off': calendar({ isOnline: false }),
  'no rotas': calendar({ oncall: noRotas }),
  'many rotas': calendar({ oncall: manyRotas(500) }),
};
