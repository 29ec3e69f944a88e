import { describe, expect, it } from 'vitest';
import { Settings } from '../../main/ipc/views.ts';
import { leastSeconds, mostSeconds, readCaFile, readQuietHours, readSeconds } from './entries.ts';

describe('seconds until being cut off is loud', () => {
  it.each([`${leastSeconds}`, '60', ' 90 ', `${mostSeconds}`])('takes %j', (text) => {
    expect(readSeconds(text)).toEqual({ value: Number(text) });
  });

  it.each(['', ' ', '4', '3601', '7.5', 'soon', '-60', 'Infinity'])('refuses %j', (text) => {
    expect(readSeconds(text)).toEqual({
      why: 'Give a whole number of seconds from 5 to 3600.',
    });
  });
});

describe('quiet hours', () => {
  it('go over midnight', () => {
    expect(readQuietHours('22:00', '07:00')).toEqual({ value: { from: '22:00', to: '07:00' } });
  });

  it('need both ends, apart', () => {
    expect(readQuietHours('22:00', '')).toHaveProperty('why');
    expect(readQuietHours('07:00', '07:00')).toHaveProperty('why');
  });
});

describe('the file of certificate authorities', () => {
  it.each(['/etc/ssl/ours.pem', 'C:\\certificates\\ours.pem', '\\\\share\\ours.pem'])(
    'takes %s',
    (path) => {
      expect(readCaFile(` ${path} `)).toEqual({ value: path });
      expect(Settings.shape.extraCaFile.parse(path)).toBe(path);
    },
  );

  it('is none when nothing is given', () => {
    expect(readCaFile('  ')).toEqual({ value: null });
  });

  it.each(['ours.pem', './ours.pem', `/${'x'.repeat(1_024)}`])('refuses %s', (path) => {
    expect(readCaFile(path)).toHaveProperty('why');
  });
});
