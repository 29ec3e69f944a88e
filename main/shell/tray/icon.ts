import type { TrayState } from '../../pager/ports.ts';
import { bell, clapper } from './bell.ts';
import { count } from './digits.ts';
import { circle, diamond, drawLayers, grow, place, stroke, union } from './raster.ts';
import type { Colour, Distance, Layer } from './raster.ts';

/** What the icon is drawn for: a dark or a light panel, or one that colours it by itself. */
export type Panel = 'dark' | 'light' | 'template';

export interface TrayIcon {
  icon: TrayState['icon'];
  count: number;
  onCall: boolean;
  /** Where the clapper is: -1, 0 or 1. */
  swing: number;
}

const units = 16;

const inks: Record<Panel, { bell: Colour; warning: Colour; critical: Colour; edge: Colour }> = {
  dark: {
    bell: [242, 242, 242],
    warning: [255, 184, 48],
    critical: [255, 92, 84],
    edge: [0, 0, 0],
  },
  light: {
    bell: [32, 32, 32],
    warning: [176, 92, 0],
    critical: [200, 16, 32],
    edge: [255, 255, 255],
  },
  template: { bell: [0, 0, 0], warning: [0, 0, 0], critical: [0, 0, 0], edge: [0, 0, 0] },
};

/**
 * Draws the bell: outlined, or filled on call; a diamond for critical or a disc for warning in its
 * corner; two bars while muted; a slash when cut off; the count below. Shape says all that colour
 * says.
 * @returns RGBA, not premultiplied, `sizePx` square
 */
export function drawTrayIcon(icon: TrayIcon, panel: Panel, sizePx: number): Uint8Array {
  return drawLayers(layersOf(icon, panel), sizePx, units);
}

function layersOf({ icon, count: value, onCall, swing }: TrayIcon, panel: Panel): Layer[] {
  const ink = inks[panel];
  const corner = cornerShape(icon);
  const isCrowded = corner !== null || value > 0;
  const shrink = (shape: Distance) => (isCrowded ? place(shape, 0.86, -1.4, 1.6) : shape);
  const layers: Layer[] = [];
  const add = (shape: Distance, colour: Colour) =>
    layers.push({ kind: 'erase', shape: grow(shape, 1) }, { kind: 'fill', shape, colour });

  const body = shrink(union(bell(onCall), clapper(swing)));
  layers.push({ kind: 'fill', shape: body, colour: ink.bell });
  if (icon === 'cut-off') add(stroke([1.4, 14.8], [13.8, 1.4], 1.5), ink.bell);
  if (corner !== null) {
    add(corner, icon === 'critical' ? ink.critical : icon === 'warning' ? ink.warning : ink.bell);
  }
  if (value > 0) add(count(value, 14.9, 15.1, 1.35), ink.bell);
  if (panel !== 'template') layers.push(edgeOf(layers, ink.edge));
  return layers;
}

/** What stands in the upper right corner. */
function cornerShape(icon: TrayState['icon']): Distance | null {
  if (icon === 'critical') return diamond(12.2, 3.8, 3.8);
  if (icon === 'warning') return circle(12.6, 3.4, 2.9);
  if (icon === 'muted')
    return union(stroke([11.2, 1.2], [11.2, 6], 1.7), stroke([14.4, 1.2], [14.4, 6], 1.7));
  return null;
}

/**
 * An edge in the colour of the panel, for panels that have the other colour: few desktops tell.
 */
function edgeOf(layers: readonly Layer[], colour: Colour): Layer {
  const fills = layers.flatMap((layer) => (layer.kind === 'fill' ? [layer.shape] : []));
  return { kind: 'under', shape: grow(union(...fills), 0.75), colour, opacity: 0.85 };
}
