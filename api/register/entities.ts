import { Certification } from './certifications/certification.entity.ts';
import { Dataset, PlanTarget, PublishedTotal } from './dataset/dataset.entity.ts';
import { MaterialSource } from './materials/material-source.entity.ts';
import { Material } from './materials/material.entity.ts';
import { Place, PlaceSuccession } from './places/place.entity.ts';
import { Producer, ProducerContact, ProducerRestricted } from './producers/producer.entity.ts';
import { Product, ProductMedia, ProductVariant } from './products/product.entity.ts';
import { Recognition } from './recognitions/recognition.entity.ts';
import {
  GeographicalIndication,
  GeographicalIndicationRight,
  Region,
  RegionCommune,
  RegionFigure,
} from './regions/region.entity.ts';
import { Source } from './sources/source.entity.ts';
import { ProductSet, Sector, Taxonomy } from './taxonomies/taxonomy.entity.ts';

/** Every entity that the register is written through. */
export const entities = [
  Source,
  Place,
  PlaceSuccession,
  Taxonomy,
  Sector,
  ProductSet,
  Material,
  Producer,
  ProducerContact,
  ProducerRestricted,
  Product,
  ProductVariant,
  ProductMedia,
  GeographicalIndication,
  GeographicalIndicationRight,
  Region,
  RegionCommune,
  RegionFigure,
  MaterialSource,
  Certification,
  Recognition,
  PublishedTotal,
  PlanTarget,
  Dataset,
];
