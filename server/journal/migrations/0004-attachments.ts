/** What the hub knows of the attachments in its folder. */
export const attachmentTables: readonly string[] = [];
