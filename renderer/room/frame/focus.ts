import { regions, type Region } from './layout.ts';

/** Puts the focus into a region: where one writes, in the conversation, else on its whole. */
export function focusRegion(region: Region): void {
  const whole = document.getElementById(`region-${region}`);
  const target = whole?.querySelector<HTMLElement>('textarea, [role="group"][tabindex]') ?? whole;
  target?.focus();
}

/** The region that has the focus; null when it is elsewhere. */
export function focusedRegion(): Region | null {
  const { activeElement } = document;
  const isIn = (region: Region) =>
    document.getElementById(`region-${region}`)?.contains(activeElement);
  return regions.find(isIn) ?? null;
}
