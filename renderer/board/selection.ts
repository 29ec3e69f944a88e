/** Which incident the reader looks at: their own wish counts at once, the main process follows. */
export interface Selection {
  /** What the last view showed. */
  readonly shownId: string | null;
  /** What the reader has asked for since; the last one is what they want. */
  readonly asked: readonly string[];
}

export const nothingSelected: Selection = { shownId: null, asked: [] };

export function selectedId(selection: Selection): string | null {
  return selection.asked.at(-1) ?? selection.shownId;
}

/** The reader has picked an incident. */
export function choose(selection: Selection, incidentId: string): Selection {
  return { ...selection, asked: [...selection.asked, incidentId] };
}

/**
 * A view has come. Answers to earlier wishes are passed over while a later one is under way; what
 * nobody here has asked for was chosen elsewhere, in the alert window for one, and counts.
 */
export function viewShows(selection: Selection, shownId: string | null): Selection {
  const { asked } = selection;
  const isAnswer = shownId === asked.at(-1);
  const isElsewhere = shownId !== selection.shownId && !asked.some((id) => id === shownId);
  return { shownId, asked: isAnswer || isElsewhere ? [] : asked };
}
