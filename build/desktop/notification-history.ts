import { output } from './command.ts';

/**
 * Texts of the notifications that dunst shows or has shown, the latest first. `dunstctl history`
 * would need busctl, which only systemd's package has.
 */
export async function notificationHistory(env: NodeJS.ProcessEnv): Promise<string[]> {
  await output('dunstctl', ['close-all'], env);
  const answer = await output(
    'dbus-send',
    [
      ...['--session', '--print-reply', '--dest=org.freedesktop.Notifications'],
      ...['/org/freedesktop/Notifications', 'org.dunstproject.cmd0.NotificationListHistory'],
    ],
    env,
  );
  return parseHistory(answer);
}

/** Summary and body of each notification in an answer as dbus-send prints it. */
export function parseHistory(answer: string): string[] {
  const bodies = fieldsOf(answer, 'body');
  return fieldsOf(answer, 'summary').map((summary, index) => `${summary} ${bodies[index] ?? ''}`);
}

function fieldsOf(answer: string, name: string): string[] {
  // Quotes inside a text are not escaped: it ends where its entry does.
  const field = new RegExp(`string "${name}"\\s+variant\\s+string "([^]*?)"\\s*\\n\\s+\\)\\n`, 'g');
  return [...answer.matchAll(field)].map(([, text = '']) => text);
}
