import { stroke, union } from './raster.ts';
import type { Distance } from './raster.ts';

type Point = readonly [x: number, y: number];

/** Strokes of each sign on a field 4 wide and 6 high, as lines through points. */
const signs: Record<string, readonly (readonly Point[])[]> = {
  1: [
    [
      [0.6, 1.3],
      [2.2, 0],
      [2.2, 6],
    ],
  ],
  2: [
    [
      [0, 1.2],
      [0.9, 0.1],
      [2.9, 0],
      [3.9, 1.2],
      [3.6, 2.6],
      [0, 6],
      [4, 6],
    ],
  ],
  3: [
    [
      [0.1, 0],
      [3.9, 0],
      [1.9, 2.5],
      [3.4, 2.9],
      [4, 4.3],
      [3.2, 5.7],
      [1.6, 6],
      [0, 5.4],
    ],
  ],
  4: [
    [
      [3, 6],
      [3, 0],
      [0, 4.2],
      [4.2, 4.2],
    ],
  ],
  5: [
    [
      [3.7, 0],
      [0.5, 0],
      [0.3, 2.7],
      [2.6, 2.4],
      [4, 3.7],
      [3.6, 5.4],
      [1.9, 6],
      [0, 5.5],
    ],
  ],
  6: [
    [
      [3.3, 0],
      [1, 1.9],
      [0, 4.2],
      [0.7, 5.7],
      [2.4, 6],
      [3.9, 5.1],
      [3.8, 3.5],
      [2.3, 2.8],
      [0.4, 3.4],
    ],
  ],
  7: [
    [
      [0, 0],
      [4, 0],
      [1.5, 6],
    ],
  ],
  8: [
    [
      [2, 0],
      [0.5, 0.7],
      [0.6, 2.2],
      [2, 2.8],
      [3.4, 2.2],
      [3.5, 0.7],
      [2, 0],
    ],
    [
      [2, 2.8],
      [0.2, 3.7],
      [0.1, 5.1],
      [2, 6],
      [3.9, 5.1],
      [3.8, 3.7],
      [2, 2.8],
    ],
  ],
  9: [
    [
      [3.6, 2.6],
      [1.7, 3.2],
      [0.2, 2.5],
      [0.1, 0.9],
      [1.6, 0],
      [3.3, 0.3],
      [4, 1.8],
      [3, 4.1],
      [0.7, 6],
    ],
  ],
  '+': [
    [
      [1.6, 1.7],
      [1.6, 4.9],
    ],
    [
      [0, 3.3],
      [3.2, 3.3],
    ],
  ],
};

/** A number that tells 1 to 9, and "9+" for more, its right bottom corner at the given point. */
export function count(value: number, right: number, bottom: number, width: number): Distance {
  const text = value > 9 ? ['9', '+'] : [String(value)];
  const left = right - (text.length === 2 ? 8.2 : 4);
  const drawn = text.map((sign, index) => drawSign(sign, left + index * 5.2, bottom - 6, width));
  return union(...drawn);
}

function drawSign(sign: string, left: number, top: number, width: number): Distance {
  const lines = signs[sign] ?? [];
  const strokes = lines.flatMap((points) =>
    points.slice(1).map((to, index) => {
      const from = points[index] ?? to;
      return stroke([from[0] + left, from[1] + top], [to[0] + left, to[1] + top], width);
    }),
  );
  return union(...strokes);
}
