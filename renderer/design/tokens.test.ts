import { describe, expect, it } from 'vitest';
import { severities } from '../../server/protocol/severity.ts';
import tokens from './tokens.css?raw';

type Colours = Record<string, string>;

function themeOf(name: string): Colours {
  const block = new RegExp(`\\[data-theme='${name}'\\] \\{([^}]*)\\}`).exec(tokens)?.[1] ?? '';
  const pairs = block.matchAll(/--color-([\w-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...pairs].map(([, key = '', hex = '']) => [key, hex]));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours by WCAG 2: 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** True for colours that a person would call red: strong, and nearer to red than to orange. */
function isRed(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const strength = red - Math.min(green, blue);
  return strength > 80 && red > green && Math.abs(green - blue) < strength / 5;
}

describe('contrast', () => {
  it('is computed as WCAG says', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe.each(['dark', 'light'])('the %s theme', (name) => {
  const theme = themeOf(name);
  const grounds = ['ground', 'raised', 'hover'];
  const texts = ['text', 'muted', 'accent', 'up', ...severities];
  const charts = [1, 2, 3, 4, 5].map((number) => `chart-${number}`);
  const pairs = [
    ...['ground', 'raised'].flatMap((ground) => charts.map((one) => [one, ground, 4.5] as const)),
    ...grounds.flatMap((ground) => texts.map((text) => [text, ground, 4.5] as const)),
    ...grounds.flatMap((ground) => [['focus', ground, 3] as const]),
    ...['ground', 'raised'].map((ground) => ['control', ground, 3] as const),
    ...severities.map((one) => [`on-${one}-band`, `${one}-band`, 4.5] as const),
    ['on-accent', 'accent', 4.5] as const,
    ['on-notice', 'notice', 4.5] as const,
  ];

  it.each(pairs)('shows %s on %s at %d or better', (front, back, least) => {
    const [one, other] = [theme[front], theme[back]];
    expect(one, front).toBeDefined();
    expect(other, back).toBeDefined();
    expect(contrast(one ?? '', other ?? '')).toBeGreaterThanOrEqual(least);
  });

  it('has the same colours as the other', () => {
    expect(Object.keys(theme)).toEqual(Object.keys(themeOf('dark')));
  });

  it('keeps red for critical', () => {
    const reds = Object.keys(theme).filter((token) => isRed(theme[token] ?? ''));
    expect(reds.every((token) => token.startsWith('critical'))).toBe(true);
    expect(reds).toHaveLength(2);
  });
});
