/** Softer than this counts as silence on the meter. */
const softestDb = -48;

/** Length of the meter's bar for an RMS from 0 to 1, as a share of the whole: decibels, as ears do. */
export function meterShare(rms: number): number {
  return rms <= 0 ? 0 : Math.min(1, Math.max(0, 1 - decibels(rms) / softestDb));
}

/** The level in words, below full scale: "−18 dB", "silent". */
export function levelInWords(rms: number): string {
  return meterShare(rms) === 0 ? 'silent' : `${Math.round(decibels(rms))} dB`.replace('-', '−');
}

function decibels(rms: number): number {
  return 20 * Math.log10(rms);
}
