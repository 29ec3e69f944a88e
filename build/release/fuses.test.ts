import { describe, expect, it } from 'vitest';
import { electronFuses } from './fuses.ts';

describe('electronFuses', () => {
  it('shuts every way into a released app', () => {
    expect(electronFuses({ isInspectable: false, electronMajor: 45 })).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('lets a debugger in only when asked', () => {
    const fuses = electronFuses({ isInspectable: true, electronMajor: 45 });
    expect(fuses.enableNodeCliInspectArguments).toBe(true);
    expect(fuses.runAsNode).toBe(false);
  });

  it('leaves out what an old Electron does not have', () => {
    const fuses = electronFuses({ isInspectable: false, electronMajor: 25 });
    expect(fuses).not.toHaveProperty('grantFileProtocolExtraPrivileges');
  });
});
