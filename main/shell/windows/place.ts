/** Where windows go on the screen; all in the system's logical pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** In the middle of the area and a little above, no larger than the area. */
export function centreIn(area: Area, size: Size): Area {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 3),
    width,
    height,
  };
}

/** At the lower right end of the area, no larger than the area. */
export function cornerOf(area: Area, size: Size): Area {
  const farAway = { x: area.x + area.width, y: area.y + area.height };
  return fitInto(area, { ...farAway, width: size.width, height: size.height });
}

/** Moves and shrinks the window until it lies within the area. */
export function fitInto(area: Area, window: Area): Area {
  const width = Math.min(window.width, area.width);
  const height = Math.min(window.height, area.height);
  return {
    x: Math.min(Math.max(window.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(window.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

/** How far the next window stands from the one before; a title bar of it stays in sight. */
const cascadePx = 32;

/** Where it was, or a step further for each other window that stands there, within the area. */
export function cascaded(area: Area, window: Area, others: readonly Area[]): Area {
  let place = fitInto(area, window);
  for (let step = 0; step <= others.length; step += 1) {
    const { x, y } = place;
    const isTaken = others.some(
      (other) => Math.abs(other.x - x) < cascadePx && Math.abs(other.y - y) < cascadePx,
    );
    if (!isTaken) break;
    const next = { ...place, x: x + cascadePx, y: y + cascadePx };
    const hasRoom = isWithin(area, next);
    place = hasRoom ? next : { ...place, x: area.x, y: area.y };
  }
  return place;
}

function isWithin(area: Area, { x, y, width, height }: Area): boolean {
  return (
    x >= area.x &&
    y >= area.y &&
    x + width <= area.x + area.width &&
    y + height <= area.y + area.height
  );
}

/** True when enough of the window can be seen to drag it elsewhere. */
export function isReachable(window: Area, areas: readonly Area[]): boolean {
  return areas.some((area) => {
    const seenWidth =
      Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
    const isTitleSeen = window.y >= area.y && window.y <= area.y + area.height - 40;
    return seenWidth >= 100 && isTitleSeen;
  });
}
