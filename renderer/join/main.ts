import './schemas.ts';
import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Join from './Join.svelte';
import { JoinState } from './join-state.svelte.ts';

openPage(Join, new JoinState(bridge()));
