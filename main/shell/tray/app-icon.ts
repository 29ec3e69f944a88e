import { bell, clapper } from './bell.ts';
import { drawLayers, place } from './raster.ts';
import type { Colour, Distance } from './raster.ts';

const ground: Colour = [24, 28, 36];
const ink: Colour = [242, 242, 242];
const accent: Colour = [255, 184, 48];
const units = 32;

/**
 * The app's own icon: the ringing bell on a dark tile.
 * @returns RGBA, not premultiplied, `sizePx` square
 */
export function drawAppIcon(sizePx: number): Uint8Array {
  const atBell = (shape: Distance) => place(shape, 1.16, 16 - 8 * 1.16, 6);
  return drawLayers(
    [
      { kind: 'fill', shape: tile(1, 30, 6.5), colour: ground },
      { kind: 'fill', shape: atBell(bell(true)), colour: ink },
      { kind: 'erase', shape: atBell((x, y) => clapper(0.9)(x, y) - 0.6) },
      { kind: 'under', shape: tile(1, 30, 6.5), colour: ground, opacity: 1 },
      { kind: 'fill', shape: atBell(clapper(0.9)), colour: accent },
      { kind: 'fill', shape: waves(16, 13.4, 10.4, 1.5), colour: accent },
    ],
    sizePx,
    units,
  );
}

/** A square with round corners. */
function tile(start: number, length: number, radius: number): Distance {
  const middle = start + length / 2;
  const half = length / 2 - radius;
  return (x, y) => {
    const beyondX = Math.abs(x - middle) - half;
    const beyondY = Math.abs(y - middle) - half;
    const outside = Math.hypot(Math.max(beyondX, 0), Math.max(beyondY, 0));
    return outside + Math.min(Math.max(beyondX, beyondY), 0) - radius;
  };
}

/** Sound to the left and to the right: two pieces of one ring. */
function waves(centreX: number, centreY: number, radius: number, width: number): Distance {
  const halfAngle = 0.5;
  return (x, y) => {
    const [toX, toY] = [Math.abs(x - centreX), y - centreY];
    const angle = Math.max(-halfAngle, Math.min(halfAngle, Math.atan2(toY, toX)));
    const [endX, endY] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
    return Math.hypot(toX - endX, toY - endY) - width / 2;
  };
}
