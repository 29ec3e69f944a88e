/**
 * What each room may import, beside itself. Rooms are folders; the longest match counts.
 * `packages` and `builtins` say whether it may use npm packages and Node's own modules.
 */
const rooms = {
  'server/protocol': { rooms: [], packages: ['zod'], builtins: false },
  'server/domain': { rooms: ['server/protocol'], packages: 'any', builtins: false },
  'server/journal': { rooms: ['server/domain', 'server/protocol'] },
  'server/desk': {
    rooms: ['server/config', 'server/domain', 'server/journal', 'server/protocol'],
  },
  'server/timers': { rooms: ['server/desk', 'server/protocol'] },
  'server/ingest': {
    rooms: ['server/config', 'server/desk/contract.ts', 'server/domain', 'server/protocol'],
  },
  'server/channels': {
    rooms: [
      'server/config',
      'server/desk/channel-message.ts',
      'server/desk/contract.ts',
      'server/outbound',
      'server/protocol',
    ],
  },
  'server/dead-man': { rooms: ['server/config', 'server/outbound', 'server/protocol'] },
  'server/attachments': { rooms: ['server/protocol'] },
  'server/context': {
    rooms: ['server/config', 'server/desk/contract.ts', 'server/domain', 'server/protocol'],
  },
  'server/runbooks': { rooms: ['server/config', 'server/domain', 'server/protocol'] },
  'server/outbound': { rooms: ['server/config', 'server/protocol'] },
  'server/hooks': {
    rooms: ['server/config', 'server/desk/contract.ts', 'server/outbound', 'server/protocol'],
  },
  'server/probes': {
    rooms: ['server/config', 'server/desk/contract.ts', 'server/outbound', 'server/protocol'],
  },
  'server/cards': { rooms: ['server/config', 'server/desk/contract.ts', 'server/protocol'] },
  'server/config': {
    rooms: ['server/domain', 'server/outbound/forbidden-addresses.ts', 'server/protocol'],
  },
  'server/http': {
    rooms: [
      'server/attachments',
      'server/config',
      'server/desk',
      'server/ingest',
      'server/protocol',
    ],
  },
  'server/gateway': { rooms: ['server/desk', 'server/protocol'] },
  'server/cli': { rooms: ['server'] },
  'main/ipc': { rooms: ['server/protocol'], packages: ['zod'], builtins: false },
  'main/hub': { rooms: ['server/protocol'] },
  'main/pager': { rooms: ['main/ipc', 'server/protocol'] },
  'main/views': { rooms: ['main/hub', 'main/ipc', 'main/pager', 'server/protocol'] },
  'main/preload': { rooms: ['main/ipc', 'server/protocol'], electron: true },
  'main/security': { rooms: ['main/ipc'], electron: true },
  'main/shell': { rooms: ['main', 'server/protocol'], electron: true },
  renderer: {
    rooms: ['main/ipc', 'server/protocol'],
    packages: [
      '@lucide/svelte',
      'bits-ui',
      'd3-scale',
      'd3-shape',
      'dompurify',
      'markdown-it',
      'svelte',
      'virtua',
      'zod',
    ],
    builtins: false,
  },
  // The icons are drawn by the code that draws the tray's.
  build: { rooms: ['main/shell/tray', 'server/protocol'] },
  e2e: { rooms: ['build', 'main/ipc', 'server/protocol'] },
};

const isTest = '(\\.(test|bench)\\.ts$|/(testing|bench)/|under-test\\.ts$)';
const isBuiltin = { dependencyTypes: ['core'] };
const isPackage = 'node_modules/';

/** Loose files of a process's own folder (its log, its clock) are open to all rooms of it. */
function looseFilesOf(room) {
  return `^${room.split('/')[0]}/[^/]+$`;
}

function rulesOf([room, { rooms: others, packages = 'any', builtins = true, electron = false }]) {
  const from = { path: `^${room}/`, pathNot: isTest };
  const allowed = [room, ...others].map((path) => `^${path}(/|$)`);
  const rules = [
    {
      name: `${room} imports only its neighbours`,
      severity: 'error',
      from,
      to: { path: '^(server|main|renderer|build|e2e)/', pathNot: [...allowed, looseFilesOf(room)] },
    },
  ];
  if (packages !== 'any') {
    const named = packages.map((name) => `node_modules/${name}/`);
    rules.push({
      name: `${room} uses only ${packages.join(', ')}`,
      severity: 'error',
      from,
      to: { path: isPackage, pathNot: named },
    });
  }
  if (!builtins) {
    rules.push({ name: `${room} is not for Node alone`, severity: 'error', from, to: isBuiltin });
  }
  if (!electron && !room.startsWith('build') && !room.startsWith('e2e')) {
    rules.push({
      name: `${room} does not know Electron`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: '(^|/)electron($|/)' },
    });
  }
  return rules;
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(rooms).flatMap(rulesOf),
    {
      name: 'loose files of main do not know Electron',
      severity: 'error',
      from: { path: '^main/[^/]+$' },
      to: { path: '(^|/)electron($|/)' },
    },
    {
      name: 'the hub never imports the laptop, nor in tests',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(main|renderer|build|e2e)/' },
    },
    {
      name: 'the laptop knows the hub by its protocol only, also in tests',
      severity: 'error',
      from: { path: '^(main|renderer)/' },
      to: { path: '^(server|build|e2e)/', pathNot: '^server/protocol/' },
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'everything imported exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'the hub runs on dependencies, not devDependencies',
      severity: 'error',
      from: { path: '^server/', pathNot: isTest },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },

    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
    },
    cache: { folder: 'out/boundaries', strategy: 'content' },
  },
};
