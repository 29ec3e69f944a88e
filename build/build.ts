import { buildApp } from './bundle/build-app.ts';

/** `npm run build [-- --force]` */
const outcome = await buildApp({ force: process.argv.includes('--force') });
process.stdout.write(
  outcome.status === 'built'
    ? `Built the desktop app in ${outcome.tookMs} ms.\n`
    : 'The desktop app is up to date.\n',
);
