import { describe, expect, it } from 'vitest';
import { Settings } from '../../main/ipc/views.ts';
import { leastSeconds, mostSeconds, readCaFile, readQuietHours, readSeconds } from './entries.ts';

describe('seconds until being cut off is loud', () => {
  it.each([`${leastSeconds}`, '60', ' 90 ', `${mostSeconds}`])('takes %j', (text) => {
    expect(readSeconds(text)).toEqual({ value: Number(text) });
  });

  it.each(['', ' ', '4', '3601', '7.5', 'soon', '-60', 'Infinity'])('refuses %j', (text) => {
    expect(readSeconds(text)).toEqual({ why: 'Give a whole number of seconds from 5 to 3600.' });
  });

  it('has the limits of the schema', () => {
    const { minValue, maxValue } = Settings.shape.cutOffLoudAfterSeconds;
    expect([minValue, maxValue]).toEqual([leastSeconds, mostSeconds]);
  });
});

describe('quiet hours', () => {
  it('go over midnight', () => {
    const hours = { from: '22:00', to: '07:00' };
    expect(readQuietHours('22:00', '07:00')).toEqual({ value: hours });
    expect(Settings.shape.quietHours.parse(hours)).toEqual(hours);
  });

  it('need both ends, apart', () => {
    expect(readQuietHours('22:00', '')).toHaveProperty('why');
    expect(readQuietHours('07:00', '07:00')).toHaveProperty('why');
  });
});

describe('the file of certificate authorities', () => {
  const longest = `/${'x'.repeat(1_023)}`;

  it.each(['/etc/ssl/ours.pem', 'C:\\certificates\\ours.pem', '\\\\share\\ours.pem', longest])(
    'takes %s',
    (path) => {
      expect(readCaFile(` ${path} `)).toEqual({ value: path });
      expect(Settings.shape.extraCaFile.parse(path)).toBe(path);
    },
  );

  it('is none when nothing is given', () => {
    expect(readCaFile('  ')).toEqual({ value: null });
  });

  it.each(['ours.pem', './ours.pem', `${longest}x`])('refuses %s', (path) => {
    expect(readCaFile(path)).toHaveProperty('why');
  });
});
