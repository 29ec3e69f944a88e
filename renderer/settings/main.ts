import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Settings from './Settings.svelte';
import { SettingsState } from './settings-state.svelte.ts';

openPage(Settings, new SettingsState(bridge()));
