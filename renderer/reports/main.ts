import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Reports from './Reports.svelte';
import { ReportsState } from './reports-state.svelte.ts';

const state = new ReportsState(bridge());
openPage(Reports, state);
void state.load();
