import 'reflect-metadata';
import { isAbstractType, isInputObjectType, type GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage } from 'type-graphql';
import { certificationShape } from '../register/certifications/certification.queries.ts';
import { Certification } from '../register/certifications/certification.type.ts';
import { ChangeResolver } from '../register/changes/change.resolver.ts';
import { DatasetResolver, PlanTargetResolver } from '../register/dataset/dataset.resolver.ts';
import { GeographyResolver, PlaceOverlapsResolver } from '../register/geography/geography.resolver.ts';
import { materialShape } from '../register/materials/material.queries.ts';
import { MaterialResolver } from '../register/materials/material.resolver.ts';
import { placeShape } from '../register/places/place.queries.ts';
import { PlaceResolver } from '../register/places/place.resolver.ts';
import { producerShape } from '../register/producers/producer.queries.ts';
import { ProducerResolver } from '../register/producers/producer.resolver.ts';
import { productShape } from '../register/products/product.queries.ts';
import { ProductConnectionResolver, ProductResolver } from '../register/products/product.resolver.ts';
import { recognitionShape } from '../register/recognitions/recognition.queries.ts';
import { RecognitionResolver, VerdictResolver } from '../register/recognitions/recognition.resolver.ts';
import { geographicalIndicationShape, regionShape } from '../register/regions/region.queries.ts';
import { RegionResolver } from '../register/regions/region.resolver.ts';
import { SearchResolver } from '../register/search/search.resolver.ts';
import { sourceShape } from '../register/sources/source.queries.ts';
import { productSetShape, taxonomyShape } from '../register/taxonomies/taxonomy.queries.ts';
import { ProductSetResolver, SectorResolver } from '../register/taxonomies/taxonomy.resolver.ts';
import { callDirectly } from './direct-resolvers.ts';
import { describeCosts } from './limits/describe-costs.ts';
import type { NodeShapes } from './node-loader.ts';
import { NodeResolver } from './node.resolver.ts';
import { addRecordedAt } from './recorded-at.ts';

/** What each kind of id is looked up as. */
export const nodeShapes: NodeShapes = {
  Product: productShape,
  Producer: producerShape,
  Region: regionShape,
  Place: placeShape,
  Recognition: recognitionShape,
  Source: sourceShape,
  ProductSet: productSetShape,
  Taxonomy: taxonomyShape,
  Material: materialShape,
  GeographicalIndication: geographicalIndicationShape,
  Certification: certificationShape,
};

/** References name one thing in one of several ways: `@oneOf` inputs. */
const oneOfInputs = ['ProductRef', 'ProducerRef', 'RegionRef', 'PlaceRef', 'VerdictRef', 'AreaInput'];

/**
 * Relay's compiler refetches by a field `node` with the one argument `id`; `nodes` takes the instant. What is told of
 * changes is the record itself.
 */
const presentOnly = ['node', 'changes'];

/** The public, read-only schema of /graphql. */
export async function publicSchema(): Promise<GraphQLSchema> {
  // A field without arguments reads a property of its row: graphql-js does that faster without a wrapper.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers ??= true;
  const schema = await buildSchema({
    resolvers: [
      NodeResolver,
      ProductResolver,
      ProductConnectionResolver,
      ProducerResolver,
      RegionResolver,
      PlaceResolver,
      PlaceOverlapsResolver,
      GeographyResolver,
      RecognitionResolver,
      VerdictResolver,
      MaterialResolver,
      SectorResolver,
      ProductSetResolver,
      DatasetResolver,
      PlanTargetResolver,
      SearchResolver,
      ChangeResolver,
    ],
    orphanedTypes: [Certification],
    validate: false,
  });
  for (const name of oneOfInputs) {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`${name} is no input type`);
    type.isOneOf = true;
  }
  callDirectly(schema);
  addRecordedAt(schema, presentOnly);
  for (const type of Object.values(schema.getTypeMap())) {
    // A compiled document asks for a type at once, without waiting for a promise.
    if (isAbstractType(type)) type.resolveType = (row: { __typename: string }) => row.__typename;
  }
  describeCosts(schema);
  return schema;
}
