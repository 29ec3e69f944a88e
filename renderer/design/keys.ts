/** What a key press is made of, as far as shortcuts are concerned. */
export interface KeyPress {
  key: string;
  /** The place of the key, whatever the layout. */
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
}

/**
 * The letter that a shortcut means, in capitals; null for presses that are none. On a keyboard
 * without Latin letters the key in the same place counts.
 */
export function shortcutLetter(press: KeyPress): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return null;
  if (/^[a-z]$/i.test(press.key)) return press.key.toUpperCase();
  const isOtherScript = press.key.length === 1 && press.key > '\u007f';
  return isOtherScript ? (/^Key([A-Z])$/.exec(press.code)?.[1] ?? null) : null;
}

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 6,
  PageUp: -6,
  Home: -Infinity,
  End: Infinity,
};

/** How far a key moves in a list; null for keys that do not. */
export function listStep(press: KeyPress): number | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return null;
  return steps[press.key] ?? null;
}

/** Where a step leads in a list of so many rows; -1 in an empty one. */
export function steppedIndex(index: number, step: number, length: number): number {
  if (length === 0) return -1;
  return Math.min(length - 1, Math.max(0, Math.max(0, index) + step));
}

/** True when the press belongs to something to write in or to choose from. */
export function isForField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]') !==
      null
  );
}
