import { createServer } from 'vite';
import { rendererBundle } from './bundle/renderer.ts';

/**
 * Shows windows in any state, with made-up data, in a browser: `node build/gallery.ts`. Each page of
 * `renderer/gallery/` takes `?scene=NAME&theme=light`; `sceneNames` in its console lists the names.
 */
const server = await createServer({ ...rendererBundle(), server: { host: '127.0.0.1' } });
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
for (const page of ['alert', 'board', 'room', 'reports', 'calendar', 'settings', 'join']) {
  process.stdout.write(`${address}gallery/${page}.html\n`);
}
