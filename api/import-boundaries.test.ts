import { describe, expect, it } from 'vitest';
import { boundaryRequestOf } from './import-boundaries.ts';

describe('what hub import boundaries is asked for', () => {
  it('is one file with its wishes', () => {
    const request = boundaryRequestOf(
      'regions',
      ['a.geojson', '--crs', 'EPSG:9218', '--map', 'A=name', '--choose', '1.era=now'],
      undefined,
    );
    expect(request).toMatchObject({
      kind: 'regions',
      path: 'a.geojson',
      isJson: false,
      wishes: { system: 'EPSG:9218' },
    });
    expect(request.wishes.properties).toEqual(new Map([['A', 'name']]));
    expect(request.wishes.answers).toEqual(new Map([['1.era', 'now']]));
  });

  it.each([
    [[], /Say one file/],
    [['a.geojson', 'b.geojson'], /Say one file/],
    [['a.geojson', '--colour'], /--colour/],
    [['a.geojson', '--map', 'A=goods'], /"goods" is nothing that a property can be – there are code, name/],
    [['a.geojson', '--choose', '1.era'], /"name=value"/],
  ])('is refused in one clear line where it is %j', (args, words) => {
    expect(() => boundaryRequestOf('boundaries', args, undefined)).toThrow(words);
  });
});
