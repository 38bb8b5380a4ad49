import { LanguageAndGeometry } from './0001-language-and-geometry.ts';
import { Register } from './0002-register.ts';
import { ChangeLog } from './0003-change-log.ts';
import { Verdicts } from './0004-verdicts.ts';
import { PlacesThenAndNow } from './0005-places-then-and-now.ts';
import { ListsAndLookups } from './0009-lists-and-lookups.ts';

/** In the order in which they run. Forward only: a mistake is mended by a later migration. */
export const migrations = [
  LanguageAndGeometry,
  Register,
  ChangeLog,
  Verdicts,
  PlacesThenAndNow,
  ListsAndLookups,
];
