import type { MessagePage } from '../desk/contract.ts';

/** Where a page is answered by a browser. @param publicUrl of the hub, without a slash at its end */
export function linkOf(publicUrl: string, { token }: Pick<MessagePage, 'token'>): string {
  return `${publicUrl}/a/${token}`;
}
