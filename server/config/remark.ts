/** What is wrong between parts of a config, each of which may be right by itself. */
export interface Remark {
  /** A warning does not keep a config from being used. */
  level: 'error' | 'warning';
  path: PropertyKey[];
  /** Whether the name of the field is wrong rather than its value. */
  atKey: boolean;
  reason: string;
  remedy: string;
}

export function error(path: PropertyKey[], reason: string, remedy: string, atKey = false): Remark {
  return { level: 'error', path, atKey, reason, remedy };
}

export function warning(path: PropertyKey[], reason: string, remedy: string, atKey = true): Remark {
  return { level: 'warning', path, atKey, reason, remedy };
}
