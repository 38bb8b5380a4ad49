import { existsSync, readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { translationFaults } from './change-log.rules.ts';
import { deprecationFaults, hasRelease, unreleased, untoldChanges } from './contract.ts';
import { changelogFile, releasedFile, translatedChangelogFile } from './release-schema.ts';
import { publicSchema } from './schema.ts';

describe('the public contract', () => {
  const changelog = readFileSync(changelogFile, 'utf8');

  it('has broken nothing since its last release that the change log does not tell of', async () => {
    expect(existsSync(releasedFile)).toBe(hasRelease(changelog));
    if (!existsSync(releasedFile)) return;
    const released = buildSchema(readFileSync(releasedFile, 'utf8'));
    expect(untoldChanges(released, await publicSchema(), changelog)).toEqual([]);
  });

  it('tells of its changes in both languages', () => {
    expect(translationFaults(changelog, readFileSync(translatedChangelogFile, 'utf8'))).toEqual([]);
  });

  it('gives a year’s notice of everything that will go', async () => {
    expect(deprecationFaults(await publicSchema())).toEqual([]);
  });
});

describe('the check of the contract', () => {
  const released = buildSchema('type Query { a(x: Int = 1): String! b: E } enum E { ONE }');

  it.each([
    [
      'a field that is gone',
      'type Query { a(x: Int = 1): String! } enum E { ONE }',
      ['FIELD_REMOVED: Query.b was removed.'],
    ],
    [
      'a field that may be null now',
      'type Query { a(x: Int = 1): String b: E } enum E { ONE }',
      ['FIELD_CHANGED_KIND: Query.a changed type from String! to String.'],
    ],
    [
      'an argument that must be given now',
      'type Query { a(x: Int = 1, y: Int!): String! b: E } enum E { ONE }',
      ['REQUIRED_ARG_ADDED: A required arg y on Query.a was added.'],
    ],
    [
      'another default',
      'type Query { a(x: Int = 2): String! b: E } enum E { ONE }',
      ['ARG_DEFAULT_VALUE_CHANGE: Query.a arg x has changed defaultValue from 1 to 2.'],
    ],
    ['what only adds', 'type Query { a(x: Int = 1, y: Int): String! b: E c: Int } enum E { ONE TWO }', []],
  ])('notices %s', (_, current, expected) => {
    expect(untoldChanges(released, buildSchema(current), '## Unreleased\n\n- nothing\n')).toEqual(expected);
  });

  it('passes what the change log tells of, but only before the last release', () => {
    const current = buildSchema('type Query { a(x: Int = 1): String! } enum E { ONE }');
    const told = '- Query.b was removed. The law wants it.';
    expect(
      untoldChanges(released, current, `# Changes\n\n## Unreleased\n\n${told}\n\n## 2026-11-24\n`),
    ).toEqual([]);
    expect(
      untoldChanges(released, current, `# Changes\n\n## Unreleased\n\n## 2026-11-24\n\n${told}\n`),
    ).toHaveLength(1);
    expect(unreleased(`## Unreleased\n\n${told}\n`)).toBe(told);
  });

  it.each([
    ['the same', '## Chưa phát hành\n\n## 2026-11-24\n\n- Thêm `Query.b`,\n  và `Query.a`.\n- Hai.\n', []],
    [
      'a release without translation',
      '## Chưa phát hành\n',
      ['The headings should be Chưa phát hành, 2026-11-24; they are Chưa phát hành'],
    ],
    [
      'a point too few',
      '## Chưa phát hành\n\n## 2026-11-24\n\n- Thêm `Query.b` và `Query.a`.\n',
      ['2026-11-24: 2 points in English, 1 in Vietnamese'],
    ],
    [
      'points in another order',
      '## Chưa phát hành\n\n## 2026-11-24\n\n- Hai.\n- Thêm `Query.b` và `Query.a`.\n',
      [
        '2026-11-24, point 1 names `Query.a`, `Query.b` in English and nothing in Vietnamese',
        '2026-11-24, point 2 names nothing in English and `Query.a`, `Query.b` in Vietnamese',
      ],
    ],
  ])('holds the Vietnamese change log to the English one: %s', (_, vietnamese, faults) => {
    const english =
      '# Changes\n\n## Unreleased\n\n## 2026-11-24\n\n- `Query.a` and `Query.b` came.\n- Two.\n';
    expect(translationFaults(english, vietnamese)).toEqual(faults);
  });

  it('wants days, and a year between them, of every deprecation', () => {
    const reason = (text: string) =>
      deprecationFaults(buildSchema(`type Query { a: Int @deprecated(reason: "${text}") }`));
    expect(reason('Use b.')).toEqual(['Query.a: its reason names no days: "Use b."']);
    expect(reason('Use b. Deprecated since 2026-12-01, to be removed after 2027-11-30.')).toHaveLength(1);
    expect(reason('Use b. Deprecated since 2026-12-01, to be removed after 2027-12-01.')).toEqual([]);
  });
});
