import type { Kind } from '../kind.ts';
import { certifications } from './certifications.ts';
import { materials, materialSources } from './materials.ts';
import { places, successions } from './places.ts';
import { producers } from './producers.ts';
import { products } from './products.ts';
import { datasets, planTargets, publishedTotals } from './programme.ts';
import { recognitions } from './recognitions.ts';
import { geographicalIndications, regionCommunes, regionFigures, regions } from './regions.ts';
import { sources } from './sources.ts';
import { productSets, sectors, taxonomies } from './taxonomies.ts';

/** In the order in which they are read and written: what is pointed to comes before what points to it. */
export const kinds: readonly Kind[] = [
  sources,
  places,
  successions,
  taxonomies,
  sectors,
  productSets,
  materials,
  producers,
  products,
  geographicalIndications,
  regions,
  regionCommunes,
  regionFigures,
  materialSources,
  certifications,
  recognitions,
  publishedTotals,
  planTargets,
  datasets,
];
