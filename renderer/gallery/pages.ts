import type { PageStanding, PageView } from '../../main/ipc/duty-views.ts';
import type { PersonView } from '../../main/ipc/views.ts';
import { type ReceiptStage, receiptStages } from '../../server/protocol/paging.ts';
import type { Delivery } from '../../server/protocol/paging.ts';
import { before } from './times.ts';

const words: Record<PageStanding, string> = {
  unreachable: 'no laptop can be reached',
  unheard: 'laptop has not sounded',
  written: 'laptop is being called',
  received: 'laptop has it, no sound yet',
  shown: 'on screen, no sound yet',
  sounded: 'laptop rings',
  seen: 'has seen it',
  acknowledged: 'has it',
  declined: 'cannot come',
};

/** The last stage that a laptop told. */
const reached: Record<PageStanding, ReceiptStage | null> = {
  unreachable: null,
  unheard: 'received',
  written: 'written',
  received: 'received',
  shown: 'shown',
  sounded: 'sounded',
  seen: 'seen',
  acknowledged: 'acknowledged',
  declined: 'seen',
};

/** When a laptop told each stage up to one, so many seconds ago for the first. */
export function times(upTo: ReceiptStage | null, seconds: number): PageView['devices'][0]['times'] {
  const known = upTo === null ? [] : receiptStages.slice(0, receiptStages.indexOf(upTo) + 1);
  return Object.fromEntries(known.map((stage, index) => [stage, before(seconds - index * 0.7)]));
}

export function page(
  person: PersonView,
  standing: PageStanding,
  change: Partial<PageView> = {},
): PageView {
  return {
    person,
    pagedAt: before(42),
    standing,
    words: words[standing],
    devices: [
      {
        name: `${person.name.split(' ')[0] ?? 'A'}’s laptop`,
        isUnreachable: standing === 'unreachable',
        times: times(reached[standing], 42),
      },
    ],
    deliveries: [],
    ...change,
  };
}

export function delivery(number: number, change: Partial<Delivery> = {}): Delivery {
  return {
    ...{ id: `delivery-${number}`, kind: 'email', name: 'email', state: 'sent', at: before(20) },
    ...{ dueAt: null, tries: 1, problem: null },
    ...change,
  };
}
