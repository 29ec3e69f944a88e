import { circle, stroke, union } from './raster.ts';
import type { Distance } from './raster.ts';

const centreX = 8;
const domeY = 6.7;
const domeRadius = 4.1;
const rimY = 11.6;
const flare = 1.1;
const outline = 1.35;

/** A bell on a field of 16 units, without its clapper. */
export function bell(isFilled: boolean): Distance {
  const body = dome(0);
  const hollow = dome(outline);
  const shell: Distance = isFilled ? body : (x, y) => Math.max(body(x, y), -hollow(x, y));
  const rim = stroke([2.6, rimY], [13.4, rimY], 1.6);
  return union(shell, rim, circle(centreX, 2.1, 1.05));
}

/** @param swing -1 left, 0 middle, 1 right */
export function clapper(swing: number): Distance {
  return circle(centreX + swing * 3, 14.1 - Math.abs(swing) * 0.2, 1.35);
}

/** The body, smaller by `inset` all around. */
function dome(inset: number): Distance {
  const radius = domeRadius - inset;
  return (x, y) => {
    if (y < domeY) return Math.hypot(x - centreX, y - domeY) - radius;
    const down = Math.min(1, (y - domeY) / (rimY - domeY));
    const halfWidth = radius + flare * down ** 2;
    return Math.max(Math.abs(x - centreX) - halfWidth, y - rimY);
  };
}
