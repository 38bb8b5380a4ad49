import { starsOfScore } from '../../register/recognitions/recognition.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';
import type { Choices } from './choices.rules.ts';
import { type Field, onlyCompared } from './fields.rules.ts';
import {
  addressParts,
  type LegalForm,
  legalFormOf,
  type PlaceName,
  placeNameOf,
  producerAndAddress,
} from './names.rules.ts';
import { quoted, type Remark } from './remark.rules.ts';
import { ask, noteRow, refuseRow } from './row-remarks.rules.ts';
import { cellKey, type ListCell, type ProductRow } from './shape.rules.ts';
import {
  dateOf,
  decisionOf,
  type EvaluationKind,
  kindOf,
  monthsOf,
  productsIn,
  scoreOf,
  starsOf,
  type When,
} from './values.rules.ts';

/** What a row says, in the terms of the register, before it is known whom and what it means. */
export interface ReadRow {
  row: number;
  /** One, or several that stand in one cell. */
  products: readonly string[];
  code: string | null;
  producer: { name: string; legalForm: LegalForm | null } | null;
  place: WrittenPlace;
  recognitions: readonly WrittenRecognition[];
  /** By the name of a field, for remarks that come later. */
  columnOf(field: Field): string | undefined;
  remarks: readonly Remark[];
}

export interface WrittenPlace {
  commune: PlaceName | null;
  communeCode: string | null;
  district: PlaceName | null;
  province: PlaceName | null;
  era: 'NOW' | 'BEFORE' | null;
  /** As it is written, for the reader. */
  text: string;
}

export interface WrittenRecognition {
  stars: 3 | 4 | 5 | null;
  isPotentialFive: boolean;
  score: number | null;
  scoreAsPublished: string | null;
  issued: string | null;
  round: string | null;
  decisionNumber: string | null;
  authority: string | null;
  validUntil: string | null;
  kind: EvaluationKind | null;
  /** A question about it stands: it is compared with nothing yet. */
  isOpen: boolean;
}

/** No name, address or decision is longer; what is, was pasted into the wrong cell. */
const LONGEST_TEXT = 1_000;

/** On this day communes got other borders, and most codes another meaning. */
export const REFORM = '2025-07-01';

export function readRow(
  { number: row, cells, section, remarks: told = [] }: ProductRow,
  choices: Choices,
  today: string,
): ReadRow {
  const remarks: Remark[] = [...told];
  const cell = (key: string): ListCell | undefined => cells.get(key);
  const at = (key: string) => ({ row, column: cell(key)?.column.label });
  const blank = choices.of(row, 'blank');
  let isBlankAsked = false;

  const textOf = (key: string): string => {
    const said = cell(key);
    if (!said) return '';
    if (said.trouble) {
      remarks.push(
        said.trouble === 'ERROR'
          ? refuseRow('CELL_ERROR', at(key), said.text)
          : refuseRow(said.trouble, at(key)),
      );
      return '';
    }
    if (said.text.length > LONGEST_TEXT) {
      remarks.push(refuseRow('TEXT_TOO_LONG', at(key), said.text.length, LONGEST_TEXT));
      return '';
    }
    if (!said.mayBeAbove || blank === 'empty') return said.text;
    if (blank !== 'above' && !isBlankAsked) {
      isBlankAsked = true;
      const answers = [
        { value: 'above', label: quoted(said.mayBeAbove) },
        { value: 'empty', label: 'để trống / empty' },
      ];
      remarks.push(
        blank === undefined
          ? ask('BLANK', { ...at(key), row }, 'blank', answers, said.mayBeAbove)
          : refuseRow('WRONG_CHOICE', at(key), 'blank', blank),
      );
    }
    return said.mayBeAbove;
  };

  const isNamedByCode = textOf('recognitionCode') !== '';
  for (const field of onlyCompared)
    if (textOf(field) !== '' && !isNamedByCode) remarks.push(noteRow('ONLY_COMPARED', at(field)));

  const name = textOf('product');
  if (name === '' && remarks.length === 0) remarks.push(refuseRow('PRODUCT_MISSING', at('product')));
  const producerText = textOf('producer');
  for (const [key, text] of [
    ['product', name],
    ['producer', producerText],
  ] as const) {
    if (/<[a-z!/][^>]*>/i.test(text)) remarks.push(refuseRow('NAME_IS_MARKUP', at(key), text));
    if (personal.test(text))
      remarks.push(
        refuseRow('NAME_IS_PERSONAL', at(key), text.replaceAll(/\d/g, '•').replaceAll(/\S+@\S+/g, '…@…')),
      );
  }

  const written = producerAndAddress(producerText);
  const formCell = textOf('legalForm');
  const producer =
    written.producer === ''
      ? null
      : {
          name: written.producer,
          legalForm: (formCell && legalFormOf(formCell)) || formIn(written.producer),
        };
  const rounds = [readRecognition(''), readRecognition(' 2')].filter((one) => one !== null);
  const recognitions = withPresent(rounds);
  return {
    row,
    products: name === '' ? [] : split(name),
    code: textOf('code') || null,
    producer,
    place: readPlace(),
    recognitions,
    columnOf: (field) => cell(cellKey(field, null))?.column.label,
    remarks,
  };

  function split(text: string): readonly string[] {
    const parts = productsIn(text);
    const whole = [text.replace(/\s+/g, ' ').trim()];
    if (parts.length === 1 || isNamedByCode) return whole;
    const choice = choices.of(row, 'split');
    if (choice === 'many') return parts;
    if (choice === 'one') return whole;
    remarks.push(
      choice === undefined
        ? ask(
            'SPLIT',
            { ...at('product'), row },
            'split',
            [
              { value: 'many', label: `${parts.length} sản phẩm / products` },
              { value: 'one', label: '1 sản phẩm / product' },
            ],
            parts,
          )
        : refuseRow('WRONG_CHOICE', at('product'), 'split', choice),
    );
    return whole;
  }

  function readPlace(): WrittenPlace {
    const parts = [...addressParts(textOf('address')), ...addressParts(written.address)].map(placeNameOf);
    const communeText = textOf('commune');
    const column = cell('commune')?.column;
    const of = (text: string, level: PlaceName['level']): PlaceName | null => {
      if (text === '') return null;
      const place = placeNameOf(text);
      return { ...place, level: place.level ?? level };
    };
    const inSection =
      section && isPlace(section) ? placeNameOf(section.replace(/^[IVXLC\d]+[.)]\s*/, '')) : null;
    const level = (wanted: PlaceName['level']) =>
      parts.find((part) => part.level === wanted) ?? (inSection?.level === wanted ? inSection : null);
    // The last of the parts without a word before it are, from the end, district and commune.
    const commune = of(communeText, 'COMMUNE') ?? level('COMMUNE');
    const district = of(textOf('district'), 'DISTRICT') ?? level('DISTRICT');
    const province = of(textOf('province'), 'PROVINCE') ?? level('PROVINCE');
    const issued = recognitions.map((one) => one.issued).filter((one) => one !== null);
    const isOld =
      commune?.kind === 'TOWNSHIP' ||
      district !== null ||
      (issued.length > 0 && issued.every((one) => one < REFORM.slice(0, one.length)));
    // Not the village: for a household it is where somebody lives.
    const texts = [communeText || commune?.text, district?.text, province?.text];
    return {
      commune,
      communeCode: textOf('communeCode').replace(/\D/g, '') || null,
      district,
      province,
      era: column?.era ?? (isOld ? 'BEFORE' : null),
      text: [...new Set(texts.filter(Boolean))].join(', '),
    };
  }

  /** Beside its rounds a list says what holds now: that must be what the last round gave. */
  function withPresent(all: readonly WrittenRecognition[]): readonly WrittenRecognition[] {
    const last = all.at(-1);
    const present = readRecognition(' now', last?.issued);
    if (!present || !last) return present ? [present] : all;
    if (present.stars !== null && last.stars !== null && present.stars !== last.stars)
      remarks.push(refuseRow('PRESENT_STARS', at('stars now'), present.stars, last.stars));
    return [...all.slice(0, -1), { ...last, validUntil: last.validUntil ?? present.validUntil }];
  }

  function readRecognition(
    suffix: '' | ' 2' | ' now',
    issuedBefore: string | null = null,
  ): WrittenRecognition | null {
    const key = (field: Field) => `${field}${suffix}`;
    const said = (field: Field) => textOf(key(field));
    const decision = decisionOf(said('decision'));
    const when = readWhen(key, decision.rest, said('issued'), said('year'));
    const { stars, isPotentialFive, score, scoreAsPublished, isOpen } = readStars(
      key,
      said('stars'),
      said('score'),
    );
    const validUntil = readExpiry(key, said('validUntil'), when?.date ?? issuedBefore);
    const isSilent = stars === null && !isPotentialFive && scoreAsPublished === null;
    if (isSilent && !when && !decision.number && !validUntil) return null;
    return {
      stars,
      isPotentialFive,
      score,
      scoreAsPublished,
      issued: when?.date ?? null,
      round: when?.round ?? null,
      decisionNumber: decision.number,
      authority: said('authority') || null,
      validUntil,
      kind: kindOf(said('kind')) ?? kindOf(suffix === '' ? textOf('note') : ''),
      isOpen,
    };
  }

  function readStars(key: (field: Field) => string, text: string, scoreText: string) {
    const nothing = {
      stars: null,
      isPotentialFive: false,
      score: null,
      scoreAsPublished: null,
      isOpen: false,
    } as const;
    const reading = starsOf(text);
    const points = scoreOf(scoreText);
    if (reading.is === 'WRONG') remarks.push(refuseRow('STARS_UNREADABLE', at(key('stars')), text));
    if (points.is === 'WRONG') remarks.push(refuseRow('SCORE_UNREADABLE', at(key('score')), scoreText));
    const stars = reading.is === 'VALUE' ? reading.value.stars : null;
    const isPotentialFive = reading.is === 'VALUE' && reading.value.isPotentialFive;
    const score = points.is === 'VALUE' ? points.value.score : null;
    const scoreAsPublished = points.is === 'VALUE' ? points.value.asPublished : null;
    if (stars === 1 || stars === 2) {
      remarks.push(refuseRow('NO_CERTIFICATE', at(key('stars')), stars));
      return nothing;
    }
    const found = { stars, isPotentialFive, score, scoreAsPublished, isOpen: false };
    if (stars === null || score === null || starsOfScore(score) === stars) return found;
    if (score < 90) {
      remarks.push(refuseRow('SCORE_AND_STARS', at(key('score')), score, stars));
      return found;
    }
    // 90 points and more go to the ministry first: until then an older or a lower star may stand.
    const choice = choices.of(row, 'stars');
    if (choice === 'potential') return { ...found, stars: null, isPotentialFive: true };
    if (choice === 'stars') return { ...found, score: null };
    remarks.push(
      choice === undefined
        ? ask(
            'STARS',
            { ...at(key('stars')), row },
            'stars',
            [
              { value: 'potential', label: 'tiềm năng 5 sao' },
              { value: 'stars', label: `${stars} sao` },
            ],
            scoreText,
            stars,
          )
        : refuseRow('WRONG_CHOICE', at(key('stars')), 'stars', choice),
    );
    return { ...found, isOpen: true };
  }

  function readWhen(
    key: (field: Field) => string,
    inDecision: string,
    issued: string,
    year: string,
  ): When | null {
    const field: Field = issued !== '' ? 'issued' : inDecision !== '' ? 'decision' : 'year';
    const day = readDay(key(field), field === 'issued' ? issued : field === 'decision' ? inDecision : year);
    if (field === 'year' || year === '' || !day) return day;
    const other = readDay(key('year'), year);
    if (other && other.date.slice(0, 4) !== day.date.slice(0, 4)) {
      remarks.push(refuseRow('YEAR_AND_DATE', at(key('year')), other.date, day.date));
    }
    return day;
  }

  function readDay(key: string, text: string): When | null {
    const reading = dateOf(text, { latest: today });
    if (reading.is === 'NOTHING') return null;
    if (reading.is === 'VALUE') return reading.value;
    const candidates = reading.candidates ?? [];
    if (candidates.length > 0) {
      const choice = choices.of(row, 'date');
      if (choice !== undefined && candidates.includes(choice)) return { date: choice, round: null };
      remarks.push(
        choice === undefined
          ? ask(
              'DATE',
              { ...at(key), row },
              'date',
              candidates.map((value) => ({ value, label: value })),
              text,
            )
          : refuseRow('WRONG_CHOICE', at(key), 'date', choice),
      );
    } else if (reading.is === 'WRONG') {
      const code = {
        UNREADABLE: 'DATE_UNREADABLE',
        NO_SUCH_DAY: 'NO_SUCH_DAY',
        OUT_OF_RANGE: 'DATE_OUT_OF_RANGE',
        SERIAL_NUMBER: 'DATE_UNREADABLE',
      } as const;
      remarks.push(refuseRow(code[reading.why], at(key), text));
    }
    return null;
  }

  /** Only a day that is printed is kept: a number of months is the law's own. */
  function readExpiry(key: (field: Field) => string, text: string, issued: string | null): string | null {
    if (text === '' || monthsOf(text) !== null) return null;
    const reading = dateOf(text, { latest: '2099-12-31' });
    if (reading.is !== 'VALUE' || reading.value.date.length < 10) {
      remarks.push(refuseRow('EXPIRY_UNREADABLE', at(key('validUntil')), text));
      return null;
    }
    const until = reading.value.date;
    if (issued && until <= issued)
      remarks.push(refuseRow('EXPIRY_BEFORE_ISSUE', at(key('validUntil')), until, issued));
    if (issued?.length === 10) return until;
    remarks.push(noteRow('EXPIRY_NOT_KEPT', at(key('validUntil'))));
    return null;
  }
}

/** By its name, or by what stands behind it in brackets: "Trịnh Văn Khoa (hộ KD)". */
const formIn = (name: string): LegalForm | null =>
  legalFormOf(name) ?? legalFormOf(/\(([^()]*)\)\s*$/.exec(name)?.[1] ?? '');

const isPlace = (section: string): boolean =>
  !/^([ivxlc\d]+ )?(nganh|nhom|linh vuc|san pham|hang)\b/.test(fold(section));

/** Nine to twelve figures in a row, as telephones and papers have them; an e-mail address; or what announces one. */
const personal = /(?<!\d)(?:\d[ .-]?){8,11}\d(?!\d)|\S@\S|(?<!\p{L})(?:s?đt|cccd|cmnd|điện thoại)(?!\p{L})/iu;
