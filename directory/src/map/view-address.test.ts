import { describe, expect, it } from 'vitest';
import { distance, rectangle, touches } from './area.ts';
import { addCorner, canClose, close, emptyDraft, removeCorner } from './draft.ts';
import { parseAddress, printAddress, type ViewAddress } from './view-address.ts';

describe('a link to the map', () => {
  const addresses: ViewAddress[] = [
    { view: null, switched: [], selected: null },
    { view: { zoom: 10.25, center: [12.68, 108.05] }, switched: [], selected: null },
    {
      view: { zoom: 9, center: [12, -1] },
      switched: ['a-1', 'b'],
      selected: { kind: 'region', slug: 'ca-phe' },
    },
    { view: null, switched: [], selected: { kind: 'point', at: [12.5, 108.25] } },
    {
      view: null,
      switched: [],
      selected: {
        kind: 'area',
        corners: [
          [12, 108],
          [13, 108],
          [13, 109],
        ],
      },
    },
  ];
  it.each(addresses)('says what it was made from: %j', (address) => {
    expect(parseAddress(printAddress(address))).toEqual(address);
  });

  it.each([
    '#10/91/108',
    '#10/12',
    '#a/b/c',
    '#list',
    '#chon=khu:1,2;3,4',
    '#chon=diem:1',
    '#chon=vung:../x',
    '#chon=%E0%A4%A',
    '#10//108',
  ])('leaves out what it cannot read: %s', (hash) => {
    expect(parseAddress(hash)).toEqual({ view: null, switched: [], selected: null });
  });

  it('reads what a chat program has encoded', () => {
    const selected = { kind: 'point', at: [12, 108] };
    expect(parseAddress('#9/12/108&chon=diem%3A12%2C108').selected).toEqual(selected);
    expect(parseAddress('#9/12/108&chon=diem:12%2C108').selected).toEqual(selected);
  });
});

describe('an area that is drawn', () => {
  it('closes with three corners, and takes no corner twice in a row', () => {
    let draft = addCorner(emptyDraft, [1, 1]);
    draft = addCorner(addCorner(draft, [1, 2]), [1, 2]);
    expect(draft.corners).toHaveLength(2);
    expect(close(draft)).toBe(draft);
    draft = addCorner(draft, [2, 2]);
    expect(canClose(draft)).toBe(true);
    expect(removeCorner(draft).corners).toHaveLength(2);
    expect(close(draft).isClosed).toBe(true);
    expect(addCorner(close(draft), [3, 3]).corners).toHaveLength(3);
  });
});

describe('what lies in an area', () => {
  const territory = [[rectangle([0, 0, 10, 10])]];
  it.each([
    ['a corner within', [9, 9, 20, 20], true],
    ['all within', [4, 4, 5, 5], true],
    ['all around', [-5, -5, 20, 20], true],
    ['only edges cross', [4, -5, 5, 20], true],
    ['beside', [11, 0, 12, 10], false],
  ] as const)('%s', (_, [west, south, east, north], expected) => {
    expect(touches(territory, rectangle([west, south, east, north]))).toBe(expected);
  });

  it('measures as the crow flies', () => {
    expect(distance([12.68, 108.05], [13.09, 109.3])).toBeCloseTo(143, -1);
  });
});
