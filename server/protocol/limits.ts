/** Every limit of the hub and its clients, in one place. A value outside one gets an error from the catalogue. */
export const limits = {
  /** Largest WebSocket frame a client may send. */
  clientFrameBytes: 64 * 1024,
  /** Largest WebSocket frame the hub sends; a snapshot is cut into parts below it. */
  hubFrameBytes: 1024 * 1024,
  /** Largest snapshot part, before the frame around it. */
  snapshotPartBytes: 256 * 1024,
  /** Largest body of an ingest request. */
  ingestBodyBytes: 1024 * 1024,
  /** Largest body of a PagerDuty event, as in the original service. */
  pagerdutyEventBytes: 512 * 1024,
  /** Largest body of any other request. */
  apiBodyBytes: 64 * 1024,
  /** Bytes of ingest requests that may be under way at once before the hub refuses more. */
  ingestBytesUnderWay: 256 * 1024 * 1024,
  /** The same for senders whose key stands in the body, so that anybody may begin to send one. */
  keylessBytesUnderWay: 64 * 1024 * 1024,
  /** A request's headers and body must have arrived within this time. */
  requestTimeoutMs: 10_000,
  /** Alerts in one ingest request. */
  alertsPerRequest: 5_000,
  /** Ingest requests and commands that may wait for a commit before the hub refuses more. */
  commitQueueLength: 10_000,

  /** The hub pings every session this often; a session that misses two is cut off. */
  heartbeatMs: 10_000,
  /** A link on which nothing arrived for this long is dead, on either side. */
  linkDeadMs: 22_000,
  /** Within this time a laptop that lost its link, or its hub, is back: it tries every 15 s at least. */
  linkReturnMs: 20_000,
  /** A session must say hello within this time after the upgrade. */
  helloTimeoutMs: 5_000,
  /** More missed events than this are answered with a snapshot instead of a replay. */
  replayEvents: 2_000,
  /** Bytes waiting for one session before it is cut off. It resumes by its cursor. */
  sessionBufferBytes: 4 * 1024 * 1024,
  /** Commands per second of one session, and how many may come at once. */
  commandsPerSecond: 200,
  commandBurst: 2_000,
  /** Resolved incidents that a snapshot carries. */
  snapshotResolvedIncidents: 200,
  /** Alerts of one incident that a snapshot carries; the incident's counts are always whole. */
  snapshotAlertsPerIncident: 2_000,

  titleLength: 1_024,
  nameLength: 120,
  serviceLength: 200,
  dedupKeyLength: 512,
  labelCount: 100,
  labelNameLength: 200,
  labelValueLength: 4_096,
  /** All labels of an alert as JSON; so are its annotations. Keeps every event below `hubFrameBytes`. */
  labelsBytes: 128 * 1024,
  linkCount: 50,
  urlLength: 2_048,
  receiptIncidents: 200,
  /** Where more people are called for a seat, it is not followed to which of their devices the pages go. */
  followedPages: 100,
  /** Where more are called at once, nobody else is called because one of them may not have heard it. */
  awaitedPages: 20,
  /** Cut groups that an incident keeps count of. */
  unseenGroups: 100,

  messageLength: 8_000,
  /** How often one message may be edited; all it ever said is kept. */
  messageEdits: 50,
  attachmentsPerMessage: 10,
  attachmentNameLength: 200,
  attachmentBytes: 10 * 1024 * 1024,
  /** Bytes of attachments that may be under way to the hub at once before it refuses more. */
  attachmentBytesUnderWay: 128 * 1024 * 1024,
  /** An attachment may take the time of any request, and as much longer as its bytes need at this pace. */
  attachmentBytesPerSecond: 32 * 1024,
  /** Pixels of an image, all its frames together; more would fill the memory when it is opened. */
  imagePixels: 50_000_000,
  /** Pictures of a moving image. */
  imageFrames: 1_000,
  /** Longer side of a thumbnail. */
  thumbnailPixels: 480,
  /** Bytes of a text that a room shows without opening it. */
  textPreviewLength: 2_000,

  /** All context of an incident, and one item of it, as JSON. */
  contextBytes: 2 * 1024 * 1024,
  /** Largest body of a request that brings context: some write JSON with more white space. */
  contextBodyBytes: 3 * 1024 * 1024,
  contextItemBytes: 256 * 1024,
  contextItems: 100,
  contextLogLines: 200,
  contextLogLineLength: 2_000,
  contextSeries: 20,
  contextPoints: 1_000,
  contextDeploys: 50,

  /** Events, and about as many bytes, in one answer with an incident's history. */
  historyEvents: 2_000,
  historyBytes: 1024 * 1024,
  searchLength: 200,
  searchHits: 50,
  /** Requests for searches, exports and histories per minute of one device. */
  readsPerMinute: 600,
  /** Reads of one device that are answered at once; further ones wait in line. */
  readsUnderWay: 8,
  /** Events of an incident, as JSON, that an export may hold: it lies in memory as a whole. */
  exportBytes: 64 * 1024 * 1024,
  /** Days that one report is about. */
  reportDays: 1_100,
  /** Rows of each kind in a report. */
  reportRows: 200,
  /** Services that a report may be narrowed to. */
  reportChoices: 1_000,

  /** Path of a runbook below its folder. */
  runbookPathLength: 1_000,
  /** Checklists of one incident, and steps that people add to one of them. */
  checklistsPerIncident: 20,
  /** The same with those that were detached. */
  checklistsEver: 100,
  /** Reasons for which a runbook was chosen. */
  checklistReasons: 20,
  addedSteps: 200,
  stepTextLength: 2_000,
  reasonLength: 1_000,
  commentLength: 2_000,
  commentsPerStep: 100,
  /** How often steps of one checklist may be moved. */
  placements: 1_000,
  runsPerStep: 10,
  /** What is kept of the answer to a step's commands. */
  runOutputLength: 4_000,

  /** Stopgaps that an incident may have open at once. */
  openStopgaps: 20,
  stopgapTextLength: 2_000,
  stopgapExtensions: 2,
  /** Nothing temporary lasts longer than this at a time. */
  stopgapLifetimeMs: 90 * 24 * 60 * 60 * 1_000,
  probeDetailLength: 300,

  cardTextLength: 4_000,
  followUps: 20,
  cardEdits: 200,
  /** A line of an earlier card. */
  lessonLength: 200,
  /** Earlier cards that an incident is shown with. */
  cardMatches: 3,

  /** Each part of a hand-off packet. */
  handoffLength: 4_000,
  /** Nobody is stood down, and nothing snoozed or silenced, for longer than this. */
  holdMs: 31 * 24 * 60 * 60 * 1_000,
  /** Silences and maintenance windows that are in force or to come. */
  silences: 500,
  silenceMatchers: 20,
  /** Overrides of one rota that are in force or to come, and how far ahead they may lie. */
  overridesPerRota: 1_000,
  overrideAheadMs: 2 * 366 * 24 * 60 * 60 * 1_000,
  /** Swaps that one person may have asked for and that nobody has answered. */
  openSwaps: 20,
  /** Days of a calendar in one answer. */
  calendarDays: 400,
  /** Shifts in one answer. */
  calendarShifts: 20_000,
  /** Addresses for calendar programs that one person may have. */
  subscriptionsPerPerson: 50,
  /** Bytes, and occurrences, of an iCal file to be imported. */
  calendarBytes: 1024 * 1024,
  calendarEvents: 1_000,
  /** Gaps that laptops are told of. */
  gaps: 200,
  /** Checks in the report of a self-check. */
  selfChecks: 20,
  checkDetailLength: 300,

  /** Rooms that a device may have open at once. */
  openRooms: 20,
  /** A device tells that its person writes at most this often; it holds for twice as long. */
  typingMs: 3_000,
  /** People whom one presence frame names: those who write or are present first. */
  presentPeople: 500,
  /** Who had input within this time is present and not only connected. */
  presentMs: 2 * 60 * 1_000,

  /** An invite is good for one use within this time. */
  inviteLifetimeMs: 24 * 60 * 60 * 1_000,
} as const;
