// Stands in for Electron's own default app: `electron [switches] APP_FOLDER [arguments of the app]`.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

let appFolder = null;
for (let index = 1; index < process.argv.length && appFolder === null; index++) {
  const argument = process.argv[index];
  if (argument === '-r' || argument === '--require') require(resolve(process.argv[++index]));
  else if (!argument.startsWith('-')) appFolder = resolve(argument);
}

const packageFile = appFolder === null ? null : join(appFolder, 'package.json');
if (packageFile === null || !existsSync(packageFile)) {
  process.stderr.write(`No app in ${appFolder ?? 'the arguments: give its folder'}.\n`);
  app.exit(1);
} else {
  const about = JSON.parse(readFileSync(packageFile, 'utf8'));
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version ?? '0.0.0');
  if (about.desktopName) app.setDesktopName(about.desktopName);
  app.setAppPath(appFolder);
  process.defaultApp = true;
  require(join(appFolder, about.main));
}
