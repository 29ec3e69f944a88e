import { createContext } from 'svelte';
import type { ComposerState } from './composer/composer-state.svelte.ts';
import type { ConversationState } from './conversation-state.svelte.ts';
import type { MessageActions } from './message/message-actions.ts';

interface ConversationContext {
  conversation: ConversationState;
  composer: ComposerState;
  actions: MessageActions;
}

/** What all parts of a conversation work with. */
export const [useConversation, provideConversation] = createContext<ConversationContext>();
