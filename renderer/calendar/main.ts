import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Calendar from './Calendar.svelte';
import { CalendarState } from './calendar-state.svelte.ts';

openPage(Calendar, new CalendarState(bridge()));
