/** The parts of a room, from left to right. */
export const regions = ['who', 'conversation', 'working'] as const;
export type Region = (typeof regions)[number];
export type SideRegion = Exclude<Region, 'conversation'>;

export const regionNames: Record<Region, string> = {
  who: 'Who and state',
  conversation: 'Conversation',
  working: 'Working side',
};

/** What the reader chose; null follows the window. */
export interface LayoutWish {
  readonly whoPx: number | null;
  readonly workingPx: number | null;
  readonly isWhoOpen: boolean;
  readonly isWorkingOpen: boolean | null;
}

export const usualWish: LayoutWish = {
  whoPx: null,
  workingPx: null,
  isWhoOpen: true,
  isWorkingOpen: null,
};

/** How the regions lie in a window: widths in pixels, null for a side that is folded away. */
export type Layout =
  | { readonly kind: 'tabs' }
  | { readonly kind: 'columns'; readonly whoPx: number | null; readonly workingPx: number | null };

const oneColumnBelowPx = 700;
/** Below this there is room for one side only: seats and conversation come first. */
const bothSidesFromPx = 1_040;
const leastConversationPx = 420;
/** Width of what remains of a side that is folded away. */
const foldedPx = 40;

const ranges: Record<SideRegion, { least: number; most: number; share: number; usual: number }> = {
  who: { least: 240, most: 640, share: 0.24, usual: 400 },
  working: { least: 280, most: 1_200, share: 0.3, usual: 760 },
};

/** Lays the regions out; a side that was chosen too wide gives way to the conversation. */
export function layOut(wish: LayoutWish, windowPx: number): Layout {
  if (windowPx < oneColumnBelowPx) return { kind: 'tabs' };
  const hasRoom = windowPx >= bothSidesFromPx;
  const isWorkingOpen = wish.isWorkingOpen ?? hasRoom;
  const isWhoOpen = wish.isWhoOpen && (hasRoom || !isWorkingOpen);
  const leftPx = isWhoOpen ? ranges.who.least : foldedPx;
  const workingPx = isWorkingOpen
    ? widthOf('working', wish.workingPx, windowPx, windowPx - leftPx)
    : null;
  const roomPx = windowPx - (workingPx ?? foldedPx);
  const whoPx = isWhoOpen ? widthOf('who', wish.whoPx, windowPx, roomPx) : null;
  return { kind: 'columns', whoPx, workingPx };
}

function widthOf(
  side: SideRegion,
  chosenPx: number | null,
  windowPx: number,
  roomPx: number,
): number {
  const { least, most, share, usual } = ranges[side];
  const wanted = chosenPx ?? Math.min(usual, Math.round(windowPx * share));
  return Math.max(least, Math.min(wanted, most, roomPx - leastConversationPx));
}

/** How far a side can be pulled in a window of this width. */
export function rangeOf(
  side: SideRegion,
  layout: Layout,
  windowPx: number,
): { least: number; most: number } {
  const { least, most } = ranges[side];
  const other = layout.kind === 'tabs' ? null : layout[side === 'who' ? 'workingPx' : 'whoPx'];
  const room = windowPx - leastConversationPx - (other ?? foldedPx);
  return { least, most: Math.max(least, Math.min(most, room)) };
}

/** Opens or folds a side. In a window that has room for one, the other gives way. */
export function toggled(wish: LayoutWish, side: SideRegion, windowPx: number): LayoutWish {
  const layout = layOut(wish, windowPx);
  const isOpen = layout.kind === 'columns' && layout[`${side}Px`] !== null;
  const isCramped = windowPx < bothSidesFromPx;
  if (side === 'who') {
    const isWorkingOpen = isOpen || !isCramped ? wish.isWorkingOpen : null;
    return { ...wish, isWhoOpen: !isOpen, isWorkingOpen };
  }
  return { ...wish, isWorkingOpen: !isOpen };
}

/** The region after, or before, another; it goes round. */
export function neighbourOf(region: Region, step: 1 | -1): Region {
  const index = regions.indexOf(region) + step + regions.length;
  return regions[index % regions.length] ?? 'conversation';
}
