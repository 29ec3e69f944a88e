import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawAppIcon } from '../../main/shell/tray/app-icon.ts';
import { drawTrayIcon } from '../../main/shell/tray/icon.ts';
import type { Panel, TrayIcon } from '../../main/shell/tray/icon.ts';
import { encodePng } from '../../main/shell/tray/png.ts';
import { encodeIco } from './ico.ts';

/**
 * Draws the icons that packages need, and a sheet of the tray's, to be looked at after a change.
 * `node build/icons/draw.ts`
 */
const appPng = (sizePx: number) => encodePng(drawAppIcon(sizePx), sizePx);
write('app.png', appPng(512));
write(
  'app.ico',
  encodeIco([16, 20, 24, 32, 48, 64, 256].map((sizePx) => [sizePx, appPng(sizePx)])),
);
write('tray-sheet.png', drawSheet());

/** All states at all sizes, on both panels and as a template: rows of sizes, columns of states. */
function drawSheet(): Buffer {
  const sheetPx = 704;
  const sizes = [16, 22, 24, 32];
  const heightPx = 3 * sizes.reduce((total, sizePx) => total + sizePx + 12, 0);
  const sheet = new Uint8Array(sheetPx * heightPx * 4);
  const grounds: Record<Panel, number> = { dark: 34, light: 238, template: 205 };
  let top = 0;
  for (const panel of ['dark', 'light', 'template'] as const) {
    for (const sizePx of sizes) {
      const rowPx = sizePx + 12;
      fill(sheet, sheetPx, top, rowPx, grounds[panel]);
      statesToShow().forEach((icon, column) => {
        const pixels = drawTrayIcon(icon, panel, sizePx);
        blend(sheet, sheetPx, pixels, sizePx, column * 44 + 6, top + 6);
      });
      top += rowPx;
    }
  }
  return encodePng(sheet, sheetPx, heightPx);
}

function statesToShow(): TrayIcon[] {
  const icon = (name: TrayIcon['icon'], count: number, swing = 0, onCall = true): TrayIcon => {
    return { icon: name, count, onCall, swing };
  };
  return [
    icon('quiet', 0, 0, false),
    icon('quiet', 0),
    ...[1, 2, 3].map((count) => icon('quiet', count)),
    icon('warning', 0),
    ...[4, 5].map((count) => icon('warning', count, 1)),
    icon('critical', 0, -1),
    ...[6, 7, 8, 9, 10].map((count) => icon('critical', count)),
    icon('muted', 0),
    icon('cut-off', 2),
  ];
}

function fill(sheet: Uint8Array, sheetPx: number, top: number, rowPx: number, grey: number): void {
  for (let at = top * sheetPx * 4; at < (top + rowPx) * sheetPx * 4; at += 4) {
    sheet.set([grey, grey, grey, 255], at);
  }
}

function blend(
  sheet: Uint8Array,
  sheetPx: number,
  pixels: Uint8Array,
  sizePx: number,
  left: number,
  top: number,
): void {
  for (let index = 0; index < sizePx * sizePx; index += 1) {
    const at = ((top + Math.floor(index / sizePx)) * sheetPx + left + (index % sizePx)) * 4;
    const alpha = (pixels[index * 4 + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const over = pixels[index * 4 + channel] ?? 0;
      sheet[at + channel] = over * alpha + (sheet[at + channel] ?? 0) * (1 - alpha);
    }
  }
}

function write(name: string, content: Buffer): void {
  writeFileSync(join(import.meta.dirname, name), content);
}
