import { expect, it } from 'vitest';
import { keepTab, readTab, tabOf, tabs } from './tabs.ts';

it('the tab that was looked at last is kept, and found again', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(readTab(store)).toBe('checklist');
  for (const tab of tabs) {
    keepTab(store, tab);
    expect(readTab(store)).toBe(tab);
  }
  for (const key of kept.keys()) kept.set(key, 'nonsense');
  expect(readTab(store)).toBe('checklist');
});

it('a store that fails is no reason to fail', () => {
  const fail = () => {
    throw new Error('Full.');
  };
  const store = { getItem: fail, setItem: fail };
  keepTab(store, 'card');
  expect(readTab(store)).toBe('checklist');
});

it('what became of a command is told in its tab', () => {
  expect(tabOf({ type: 'step.set' })).toBe('checklist');
  expect(tabOf({ type: 'checklist.attach' })).toBe('checklist');
  expect(tabOf({ type: 'stopgap.undo' })).toBe('stopgaps');
  expect(tabOf({ type: 'card.edit' })).toBe('card');
  expect(tabOf({ type: 'handoff.give' })).toBe('handoff');
  expect(tabOf({ type: 'incident.mark-noise' })).toBeNull();
});
