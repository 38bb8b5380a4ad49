/** A raw-material region to take away: where it lies, how well that is known, and who says so. */
import type { Feature } from 'geojson';
import { href } from '../i18n/routes.ts';
import { vi } from '../i18n/vi.ts';
import { en } from '../i18n/en.ts';
import { dataset, material, place, source } from './register.ts';
import type { Region } from './snapshot.ts';

export function zoneFile(region: Region, site: URL | undefined): Feature {
  const from = source(region.source);
  const { geometryAccuracy: accuracy } = region;
  return {
    type: 'Feature',
    id: region.slug,
    geometry: region.geometry as Feature['geometry'],
    properties: {
      name: region.name,
      material: material(region.material)?.nameVi,
      level: region.level,
      hectares: region.hectares,
      hectaresNote: region.hectaresNote,
      communes: region.communes.flatMap((one) => place(one)?.fullName ?? []),
      accuracy,
      accuracyVi: vi.region.accuracies[accuracy],
      accuracyEn: en.region.accuracies[accuracy],
      source: from && { title: from.title, url: from.url, retrievedOn: from.retrievedOn },
      page: (site?.origin ?? '') + href('region', region.slug, 'vi'),
      compiledOn: dataset.compiledOn,
      licence: dataset.licenceUrl,
      attribution: dataset.attribution,
    },
  };
}
