/** Units of several letters, powers and readings. */
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';

describe('the calculator converts', () => {
  it.each([
    ['2 liters into m^3', '0.002 m^3'],
    ['2 m³ to liters', '2000 liters'],
    ['5 hectares to m^2', '50000 m^2'],
    ['2 m² + 3 m²', '5 m^2'],
    ['14 hPa to N/m^2', '1400 N/m^2'],
    ['9.81 m/s^2 * 3 s', '29.43 m/s'],
    ['20 °C to K', '293.15 K'],
    ['300 K to °C', '26.85 °C'],
    ['1/2 hour', '0.5 hour'],
    ['3/4 inch to mm', '19.05 mm'],
    ['100 km / 2 hours', '50 km/hour'],
    ['9.81 m/s/s * 2 s', '19.62 m/s'],
    ['100 km / (50 km/h)', '2 hour'],
    ['1 kWh to MJ', '3.6 MJ'],
  ])('%s', async (question, result) => {
    expect((await calculate(question))?.split(' = ').at(-1)).toBe(result);
  });

  it('bytes, and says what a kilobyte is where it matters', async () => {
    const thousands = ' (kB, MB, GB and TB are read as powers of 1000)';
    expect(await calculate('1 GB to MB')).toBe(`1 GB to MB = 1000 MB${thousands}`);
    expect(await calculate('1 GB + 512 MB')).toBe(`1 GB + 512 MB = 1.512 GB${thousands}`);
    for (const clear of ['1 GB to GiB', '8 GB + 8 GB', '1 GB to Mbit', '1 KiB to bytes'])
      expect(await calculate(clear), clear).not.toContain(thousands);
  });

  it.each([
    '60 / 2 h',
    '10 / 2 m',
    'pi / 2 m',
    '1 TB / 100 MB/s',
    '100 km / 50 km/h',
    '5 K + 3 K',
    '4K - 2K',
    '5 K to bytes',
    '3 kmh^2 to m',
  ])('not %s, which may be read in two ways', async (question) => {
    expect(await calculate(question)).toBeUndefined();
  });
});
