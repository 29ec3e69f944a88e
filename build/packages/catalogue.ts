/** How to tell that a package's contents are on this machine, by whatever way they came. */
export type Probe = { commands: string[] } | { library: string } | { filesBelow: string };

export type Purpose = 'client' | 'desktop' | 'senders';

/** Debian packages by what they are needed for, each with what is used of it. */
export const catalogue: Record<Purpose, Record<string, Probe>> = {
  /** What Electron and the keychain need of any Linux desktop. */
  client: {
    'libgtk-3-0': { library: 'libgtk-3.so.0' },
    libnss3: { library: 'libnss3.so' },
    libgbm1: { library: 'libgbm.so.1' },
    libasound2: { library: 'libasound.so.2' },
    'libatk-bridge2.0-0': { library: 'libatk-bridge-2.0.so.0' },
    libxss1: { library: 'libXss.so.1' },
    'libsecret-1-0': { library: 'libsecret-1.so.0' },
  },
  /** The parts of the virtual desktop. */
  desktop: {
    xvfb: { commands: ['Xvfb'] },
    'dbus-x11': { commands: ['dbus-daemon', 'dbus-send'] },
    openbox: { commands: ['openbox'] },
    trayer: { commands: ['trayer'] },
    dunst: { commands: ['dunst', 'dunstctl'] },
    'libnotify-bin': { commands: ['notify-send'] },
    'gnome-keyring': { commands: ['gnome-keyring-daemon'] },
    pulseaudio: { commands: ['pulseaudio'] },
    'pulseaudio-utils': { commands: ['pactl', 'parec'] },
    xdotool: { commands: ['xdotool'] },
    xclip: { commands: ['xclip'] },
    imagemagick: { commands: ['import', 'display'] },
    'x11-utils': { commands: ['xprop'] },
    'fonts-dejavu-core': { filesBelow: '/usr/share/fonts' },
  },
  /** What fires alerts in the tests. */
  senders: {
    prometheus: { commands: ['prometheus'] },
    'prometheus-alertmanager': { commands: ['prometheus-alertmanager'] },
    openssl: { commands: ['openssl'] },
    patch: { commands: ['patch'] },
    /** Moves the clock of a hub. */
    faketime: { commands: ['faketime'] },
  },
};
