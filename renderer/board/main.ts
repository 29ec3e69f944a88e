import { bridge } from '../bridge.ts';
import { openPage } from '../design/page.ts';
import Board from './Board.svelte';
import { BoardState } from './board-state.svelte.ts';

openPage(Board, new BoardState(bridge()));
