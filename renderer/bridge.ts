import type { TocsinApi } from '../main/ipc/contract.ts';

declare global {
  interface Window {
    readonly tocsin: TocsinApi;
  }
}

/** The only way out of a page: what the preload script has put there. */
export function bridge(): TocsinApi {
  return window.tocsin;
}
