import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Room from './Room.svelte';
import { RoomState } from './room-state.svelte.ts';

openPage(Room, new RoomState(bridge()));
