import { LanguageAndGeometry } from './0001-language-and-geometry.ts';
import { Register } from './0002-register.ts';
import { ChangeLog } from './0003-change-log.ts';
import { Verdicts } from './0004-verdicts.ts';
import { PlacesThenAndNow } from './0005-places-then-and-now.ts';
import { Search } from './0006-search.ts';
import { Geography } from './0008-geography.ts';
import { ListsAndLookups } from './0009-lists-and-lookups.ts';
import { VerdictPeriods } from './0010-verdict-periods.ts';
import { AsRecorded } from './0011-as-recorded.ts';
import { KeptHistory } from './0012-kept-history.ts';
import { Doubts } from './0013-doubts.ts';
import { StatusIndex } from './0014-status-index.ts';
import { NumbersOnPacks } from './0018-numbers-on-packs.ts';
import { NumbersAsRecorded } from './0029-numbers-as-recorded.ts';
import { CodesGivenOnce } from './0030-codes-given-once.ts';
import { NumbersMistyped } from './0031-numbers-mistyped.ts';
import { IdsAsCommitted } from './0032-ids-as-committed.ts';
import { ImportBatches } from './0033-import-batches.ts';
import { Webhooks } from './0035-webhooks.ts';
import { Merges } from './0036-merges.ts';
import { WhereBordersComeFrom } from './0038-where-borders-come-from.ts';
import { KeptAtTheEnd } from './0039-kept-at-the-end.ts';
import { ProducersMergedAndExpiriesTold } from './0042-producers-merged-and-expiries-told.ts';
import { RevisionLeases } from './0043-revision-leases.ts';
import { FirstNameThatFits } from './0046-first-name-that-fits.ts';
import { RevisionPlannedOnce } from './0047-revision-planned-once.ts';

/** In the order in which they run. Forward only: a mistake is mended by a later migration. */
export const migrations = [
  LanguageAndGeometry,
  Register,
  ChangeLog,
  Verdicts,
  PlacesThenAndNow,
  Search,
  Geography,
  ListsAndLookups,
  VerdictPeriods,
  AsRecorded,
  KeptHistory,
  Doubts,
  StatusIndex,
  NumbersOnPacks,
  NumbersAsRecorded,
  CodesGivenOnce,
  NumbersMistyped,
  IdsAsCommitted,
  ImportBatches,
  Webhooks,
  Merges,
  WhereBordersComeFrom,
  KeptAtTheEnd,
  ProducersMergedAndExpiriesTold,
  RevisionLeases,
  FirstNameThatFits,
  RevisionPlannedOnce,
];
