/** An area while it is drawn, corner by corner: by pointer, by keyboard or by buttons alike. Pure. */
import type { Corner } from './area.ts';

export interface Draft {
  corners: readonly Corner[];
  isClosed: boolean;
}

export const emptyDraft: Draft = { corners: [], isClosed: false };

/** A double click says the same corner twice. */
const SAME = 1e-7;

export function addCorner(draft: Draft, corner: Corner): Draft {
  const last = draft.corners.at(-1);
  const isSame = last && Math.abs(last[0] - corner[0]) < SAME && Math.abs(last[1] - corner[1]) < SAME;
  if (draft.isClosed || isSame) return draft;
  return { ...draft, corners: [...draft.corners, corner] };
}

export const removeCorner = (draft: Draft): Draft => ({
  corners: draft.corners.slice(0, -1),
  isClosed: false,
});

export const canClose = ({ corners, isClosed }: Draft): boolean => !isClosed && corners.length >= 3;

export const close = (draft: Draft): Draft => (canClose(draft) ? { ...draft, isClosed: true } : draft);
