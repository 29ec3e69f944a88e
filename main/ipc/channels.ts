import type { PushChannel, RequestChannel } from './contract.ts';

/**
 * The names of the contract alone, so that the preload script needs no schemas. A channel that is
 * missing here, or that the contract does not know, is a compile error.
 */
export const requestNames: Record<RequestChannel, true> = {
  'incident:acknowledge': true,
  'incident:acknowledge-all': true,
  'incident:unacknowledge': true,
  'incident:resolve': true,
  'incident:silence': true,
  'incident:open': true,
  'incident:show-on-board': true,
  'room:do': true,
  'room:dismiss': true,
  'room:retry': true,
  'room:typing': true,
  'room:read': true,
  'room:attach': true,
  'room:attachment-text': true,
  'room:save-attachment': true,
  'room:export': true,
  'search:find': true,
  'clipboard:write': true,
  'alert:minimise': true,
  'alert:resize': true,
  'board:select': true,
  'board:show-settings': true,
  'board:clear-while-away': true,
  'settings:change': true,
  'settings:preview-sound': true,
  'settings:test-alarm': true,
  'settings:mute': true,
  'settings:leave-hub': true,
  'settings:show-join': true,
  'join:accept': true,
  'join:dismiss': true,
  'link:open': true,
  'page:ready': true,
  'sound:state': true,
};

export const pushNames: Record<PushChannel, true> = {
  'alert:view': true,
  'board:view': true,
  'room:view': true,
  'room:entries': true,
  'room:context': true,
  'settings:view': true,
  'join:view': true,
  'sound:order': true,
  'settings:level': true,
  'page:theme': true,
};
