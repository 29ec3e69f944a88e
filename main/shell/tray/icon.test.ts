import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawAppIcon } from './app-icon.ts';
import { crc32 } from './crc32.ts';
import { drawTrayIcon } from './icon.ts';
import type { Panel, TrayIcon } from './icon.ts';
import { isPanelDark } from './image.ts';
import { encodePng } from './png.ts';

const states = ['quiet', 'warning', 'critical', 'muted', 'cut-off'] as const;
const icon = (name: TrayIcon['icon'], count = 0, swing = 0, onCall = true): TrayIcon => ({
  ...{ icon: name, count, swing, onCall },
});

/** How much of two pictures differs in shape alone, in whole pixels. */
function differenceInShape(one: Uint8Array, other: Uint8Array): number {
  let difference = 0;
  for (let at = 3; at < one.length; at += 4) {
    difference += Math.abs((one[at] ?? 0) - (other[at] ?? 0)) / 255;
  }
  return difference;
}

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((one, index) =>
    values.slice(index + 1).map((other): [T, T] => [one, other]),
  );
}

describe.each([16, 22, 24, 32])('the tray icon at %i px', (sizePx) => {
  it('tells its states by shape, not by colour alone', () => {
    const shapes = new Map(
      states.map((name) => [name, drawTrayIcon(icon(name), 'template', sizePx)]),
    );
    for (const [[one, shape], [other, otherShape]] of pairs([...shapes])) {
      const difference = differenceInShape(shape, otherShape);
      const least = one === 'warning' && other === 'critical' ? 4 : 12;
      expect(difference, `${one} and ${other}`).toBeGreaterThan(least * (sizePx / 16) ** 2 * 0.9);
    }
  });

  it('tells every count, on call from not, and moves while it rings', () => {
    const counts = Array.from({ length: 11 }, (_, count) =>
      drawTrayIcon(icon('critical', count), 'template', sizePx),
    );
    for (const [one, other] of pairs(counts)) {
      expect(differenceInShape(one, other)).toBeGreaterThan(2);
    }
    const draw = (swing: number, onCall = true) =>
      drawTrayIcon(icon('quiet', 0, swing, onCall), 'template', sizePx);
    expect(differenceInShape(draw(0), draw(0, false))).toBeGreaterThan(10);
    expect(differenceInShape(draw(-1), draw(1))).toBeGreaterThan(2);
  });

  it('stays within its field and leaves most of it free', () => {
    for (const panel of ['dark', 'light', 'template'] as Panel[]) {
      const pixels = drawTrayIcon(icon('critical', 10, 1), panel, sizePx);
      expect(pixels).toHaveLength(sizePx * sizePx * 4);
      const solid = pixels.filter((value, at) => at % 4 === 3 && value > 200).length;
      expect(solid / sizePx ** 2).toBeGreaterThan(0.15);
      expect(solid / sizePx ** 2).toBeLessThan(0.7);
    }
  });
});

describe('the colours of the tray icon', () => {
  const inks = (panel: Panel, name: TrayIcon['icon']) => {
    const pixels = drawTrayIcon(icon(name), panel, 32);
    const found = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] === 255) found.add(pixels.slice(at, at + 3).join());
    }
    return found;
  };

  it('suit the panel, and red is only ever critical', () => {
    expect(inks('dark', 'quiet')).toContain('242,242,242');
    expect(inks('light', 'quiet')).toContain('32,32,32');
    expect(inks('dark', 'critical')).toContain('255,92,84');
    for (const name of states.filter((state) => state !== 'critical')) {
      expect(inks('dark', name)).not.toContain('255,92,84');
    }
    expect([...inks('template', 'critical')]).toEqual(['0,0,0']);
  });

  it('follow the theme, but for the panel of GNOME, which is always dark', () => {
    expect(isPanelDark('linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, false)).toBe(true);
    expect(isPanelDark('linux', { XDG_CURRENT_DESKTOP: 'XFCE' }, false)).toBe(false);
    expect(isPanelDark('win32', {}, true)).toBe(true);
  });
});

describe('a PNG file', () => {
  it('has the checksum that the format asks for', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });

  it('holds the picture', () => {
    const pixels = drawAppIcon(16);
    const png = encodePng(pixels, 16);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(16);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    expect(rows).toHaveLength(16 * (16 * 4 + 1));
    expect([...rows.subarray(1, 65)]).toEqual([...pixels.subarray(0, 64)]);
    expect(png.subarray(-8, -4).toString()).toBe('IEND');
  });
});
