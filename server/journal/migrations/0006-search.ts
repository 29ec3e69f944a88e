/** The full-text index over all rooms. */
export const searchTables: readonly string[] = [];
