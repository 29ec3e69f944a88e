import { createRequire } from 'node:module';
import type * as DiagnosticsChannel from 'node:diagnostics_channel';

// The bundler replaces imports of `node:diagnostics_channel` by this very file.
const channels = createRequire(__filename)('diagnostics_channel') as typeof DiagnosticsChannel;

const silent = { hasSubscribers: false };

/** Node 18.15 in Electron 25 has no tracing channels; pino asks for one and listens to nobody. */
export const tracingChannel = (name: string): unknown =>
  typeof channels.tracingChannel === 'function' ? channels.tracingChannel(name) : silent;

export const channel = (name: string): DiagnosticsChannel.Channel => channels.channel(name);
