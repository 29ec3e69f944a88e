/**
 * Draws small pictures from distances: negative inside a shape, positive outside, in units of the
 * drawing. Tray icons come in hundreds of combinations, so they are drawn when they are needed.
 */
export type Distance = (x: number, y: number) => number;

export type Colour = readonly [red: number, green: number, blue: number];

export type Layer =
  | { kind: 'fill'; shape: Distance; colour: Colour }
  /** Fills only what is still empty below. */
  | { kind: 'under'; shape: Distance; colour: Colour; opacity: number }
  /** Cuts a hole into all layers before it. */
  | { kind: 'erase'; shape: Distance };

/** Samples along each edge of a pixel. */
const samplesPerEdge = 6;

/**
 * @param sizePx width and height of the picture
 * @param units width and height of the drawing
 * @returns red, green, blue and alpha of each pixel, not premultiplied
 */
export function drawLayers(layers: readonly Layer[], sizePx: number, units: number): Uint8Array {
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      pixels.set(pixelAt(layers, column, row, units / sizePx), (row * sizePx + column) * 4);
    }
  }
  return pixels;
}

function pixelAt(layers: readonly Layer[], column: number, row: number, step: number): number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const layer of layers) {
    const covered = coverage(layer.shape, column, row, step);
    if (covered === 0) continue;
    if (layer.kind === 'erase') {
      alpha *= 1 - covered;
      continue;
    }
    const isUnder = layer.kind === 'under';
    const opacity = isUnder ? covered * layer.opacity * (1 - alpha) : covered;
    const kept = isUnder ? alpha : alpha * (1 - opacity);
    const total = opacity + kept;
    const mix = (added: number, before: number) => (added * opacity + before * kept) / total;
    if (total === 0) continue;
    red = mix(layer.colour[0], red);
    green = mix(layer.colour[1], green);
    blue = mix(layer.colour[2], blue);
    alpha = total;
  }
  return [red, green, blue, alpha * 255].map(Math.round);
}

/** The part of a pixel that lies inside, 0 to 1. */
function coverage(shape: Distance, column: number, row: number, step: number): number {
  const middle = shape((column + 0.5) * step, (row + 0.5) * step);
  // Farther from the edge than any sample of this pixel; distances may be a little off.
  if (Math.abs(middle) > step) return middle < 0 ? 1 : 0;
  let inside = 0;
  for (let i = 0; i < samplesPerEdge; i += 1) {
    for (let j = 0; j < samplesPerEdge; j += 1) {
      const x = (column + (i + 0.5) / samplesPerEdge) * step;
      const y = (row + (j + 0.5) / samplesPerEdge) * step;
      if (shape(x, y) <= 0) inside += 1;
    }
  }
  return inside / samplesPerEdge ** 2;
}

export function circle(centreX: number, centreY: number, radius: number): Distance {
  return (x, y) => Math.hypot(x - centreX, y - centreY) - radius;
}

/** A square standing on its corner. */
export function diamond(centreX: number, centreY: number, halfDiagonal: number): Distance {
  return (x, y) => (Math.abs(x - centreX) + Math.abs(y - centreY) - halfDiagonal) * Math.SQRT1_2;
}

/** A line with round ends. */
export function stroke(
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  width: number,
): Distance {
  const [lengthX, lengthY] = [toX - fromX, toY - fromY];
  const squared = lengthX ** 2 + lengthY ** 2;
  return (x, y) => {
    const along = squared === 0 ? 0 : ((x - fromX) * lengthX + (y - fromY) * lengthY) / squared;
    const at = Math.min(1, Math.max(0, along));
    return Math.hypot(x - fromX - at * lengthX, y - fromY - at * lengthY) - width / 2;
  };
}

export function union(...shapes: readonly Distance[]): Distance {
  return (x, y) => {
    let nearest = Infinity;
    for (const shape of shapes) nearest = Math.min(nearest, shape(x, y));
    return nearest;
  };
}

/** The shape, larger by `by` all around. */
export function grow(shape: Distance, by: number): Distance {
  return (x, y) => shape(x, y) - by;
}

/** The shape drawn at another size and place. */
export function place(shape: Distance, scale: number, moveX: number, moveY: number): Distance {
  return (x, y) => shape((x - moveX) / scale, (y - moveY) / scale) * scale;
}
