import { readFileSync } from 'node:fs';
import type {
  DirectoryDatasetQuery,
  DirectoryPlacesQuery,
  DirectoryProducersQuery,
  DirectoryProductsQuery,
  DirectoryRegionsQuery,
} from '../gql/graphql.ts';

/** Everything that the directory shows, as the hub answered it: things refer to each other by slug. */
export interface Snapshot {
  /** Raised when a field that the pages need is added. */
  format: 1;
  fetchedAt: string;
  /** The day, in Asia/Ho_Chi_Minh, for which the pages are drawn before a browser decides for its own day. */
  today: string;
  /** The revision after which pages that may be taken over ask for what is newer; that of the data set where nothing else is said. */
  since?: string;
  dataset: Dataset;
  products: Product[];
  producers: Producer[];
  regions: Region[];
  /** Communes and wards that exist today. */
  communes: Place[];
  /** Places that ended: districts and communes before 2025-07-01. */
  formerPlaces: Place[];
}

export type Dataset = DirectoryDatasetQuery['dataset'];
export type Product = DirectoryProductsQuery['products']['nodes'][number];
export type Producer = DirectoryProducersQuery['producers']['nodes'][number];
export type Region = DirectoryRegionsQuery['regions']['nodes'][number];
export type Place = DirectoryPlacesQuery['places']['nodes'][number];
export type Recognition = Product['recognitions'][number];
export type MaterialSource = Product['materialSources'][number];
export type Certification = Product['certifications'][number];
export type Source = Dataset['sources'][number];
export type ProductSet = Dataset['taxonomies'][number]['productSets'][number];
export type Sector = Dataset['taxonomies'][number]['sectors'][number];
export type Material = Dataset['materials'][number];

export function readSnapshot(file: string): Snapshot {
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  if (snapshot.format !== 1) throw new Error(`${file} is not a snapshot of this directory (format 1).`);
  return snapshot;
}
