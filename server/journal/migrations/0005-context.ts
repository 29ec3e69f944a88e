/** Context packs and deploys. */
export const contextTables: readonly string[] = [];
