import { regions, type Region } from './layout.ts';

/** Where the focus goes in a region: where one writes or works, else to what scrolls. */
const targets: Record<Region, readonly string[]> = {
  who: ['[role="group"][tabindex]'],
  conversation: ['textarea'],
  working: [
    '[role="tabpanel"]:not([hidden]) [data-focus-first]',
    '[role="tabpanel"]:not([hidden])',
  ],
};

/** Puts the focus into a region. */
export function focusRegion(region: Region): void {
  const whole = document.getElementById(`region-${region}`);
  const found = targets[region].map((target) => whole?.querySelector<HTMLElement>(target));
  (found.find((element) => element) ?? whole)?.focus();
}

/** The region that has the focus; null when it is elsewhere. */
export function focusedRegion(): Region | null {
  const { activeElement } = document;
  const isIn = (region: Region) =>
    document.getElementById(`region-${region}`)?.contains(activeElement);
  return regions.find(isIn) ?? null;
}
