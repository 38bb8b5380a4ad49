import { areaKm2, type Territory } from '../../register/places/territory.rules.ts';

/** As a zone keeps it, in hundredths: what is drawn is never nothing. */
export const drawnAreaKm2 = (territory: Territory): number => Math.max(0.01, areaKm2(territory));
