import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import AlertWindow from './AlertWindow.svelte';
import { AlertState } from './alert-state.svelte.ts';

openPage(AlertWindow, new AlertState(bridge()));
