/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Geometry } from 'geojson';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether somebody said it, or the register concluded it. */
export type Basis =
  /** Concluded by the compilers, because kind and place fit. Not a declaration. */
  | 'INFERRED'
  /** A source says so. */
  | 'STATED';

/** How a recognition is known. Only the first two count as recognised. */
export type EvidenceLevel =
  /** It was assessed; the result is not known. */
  | 'ASSESSED_ONLY'
  /** A council ranked it; whether a decision followed is not known. */
  | 'COUNCIL_RESULT'
  /** A state body or newspaper reports the recognition; the decision was not seen. */
  | 'OFFICIAL_NEWS'
  /** The signed decision has been seen. */
  | 'SIGNED_DECISION';

/** How far a drawn border can be relied on. */
export type GeometryAccuracy =
  /** Worked out from points (Voronoi cells). Shows where, never where exactly. */
  | 'APPROXIMATE'
  /** The region is known only by its communes: their territories put together. */
  | 'COMMUNE_UNION'
  /** From an official file. */
  | 'OFFICIAL'
  /** Measured on the ground. */
  | 'SURVEYED';

/** Kinds of producers that Decision 26/2026/QĐ-TTg art. 2.3 allows ("loại hình chủ thể"). */
export type LegalForm =
  /** Hội, hiệp hội; tourism only. */
  | 'ASSOCIATION'
  /** Hợp tác xã. */
  | 'COOPERATIVE'
  /** Tổ hợp tác. */
  | 'COOPERATIVE_GROUP'
  /** Doanh nghiệp nhỏ và vừa. */
  | 'ENTERPRISE'
  /** Trang trại. */
  | 'FARM'
  /** Hộ sản xuất, hộ gia đình có đăng ký kinh doanh. */
  | 'HOUSEHOLD_BUSINESS'
  /** Trung tâm điều hành hoặc tương đương; tourism only. */
  | 'TOURISM_OPERATING_BODY';

/** The kind of an administrative unit. Districts ended on 2025-06-30 and remain as history. */
export type PlaceKind =
  /** Thành phố; under a province until 2025-06-30. */
  | 'CITY'
  /** Xã. */
  | 'COMMUNE'
  /** Huyện, until 2025-06-30. */
  | 'DISTRICT'
  /** Tỉnh. */
  | 'PROVINCE'
  /** Đặc khu, since 2025-07-01. */
  | 'SPECIAL_ZONE'
  /** Thị xã, until 2025-06-30. */
  | 'TOWN'
  /** Thị trấn, until 2025-06-30. */
  | 'TOWNSHIP'
  /** Quận. */
  | 'URBAN_DISTRICT'
  /** Phường. */
  | 'WARD';

/** What a point stands for. */
export type PointAccuracy =
  /** The place of business itself, published with consent. */
  | 'ADDRESS'
  /** A point inside the commune; nobody’s address. */
  | 'COMMUNE';

/** What kind of application a recognition answers. */
export type RecognitionKind =
  /** Đánh giá lần đầu. */
  | 'FIRST'
  /** Đánh giá lại. */
  | 'RE_EVALUATION'
  /** Nâng hạng. */
  | 'UPGRADE';

/** How wide the published figures of a raw-material region reach. */
export type RegionLevel =
  /** One commune or a few. */
  | 'COMMUNE'
  /** The land of one co-operative or group, known by its commune. */
  | 'COOPERATIVE'
  /** One former district. */
  | 'DISTRICT'
  /** The area named by a geographical indication. */
  | 'GEOGRAPHICAL_INDICATION'
  /** A whole province or a list of its districts. */
  | 'PROVINCE';

/** How far the compilers of the register trust a source. */
export type Reliability =
  /** A newspaper or page of a state body, in the original. */
  | 'HIGH'
  /** A mirror, a forum or a page without an address of its own. */
  | 'LOW'
  /** A translation, or a page that reports at second hand. */
  | 'MEDIUM';

/** A sector ("ngành") of an OCOP taxonomy. The codes are ours: the decisions number sectors only. */
export type SectorCode =
  /** Đồ uống. */
  | 'DRINK'
  /** Thực phẩm. Coffee, cocoa and tea are food since 2023. */
  | 'FOOD'
  /** Hàng thủ công mỹ nghệ. */
  | 'HANDICRAFT'
  /** Thảo dược: taxonomy of 2019 only. */
  | 'HERBAL'
  /** Dược liệu và sản phẩm từ dược liệu. */
  | 'MEDICINAL'
  /** Sinh vật cảnh. */
  | 'ORNAMENTAL'
  /** Dịch vụ du lịch nông thôn, bán hàng: taxonomy of 2019 only. */
  | 'RURAL_TOURISM_AND_SALES'
  /** Lưu niệm, nội thất, trang trí: taxonomy of 2019 only. */
  | 'SOUVENIR_AND_INTERIOR'
  /** Vải và may mặc: taxonomy of 2019 only. */
  | 'TEXTILE'
  /** Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch. */
  | 'TOURISM';

export type DirectoryDatasetQueryVariables = Exact<{ [key: string]: never; }>;


export type DirectoryDatasetQuery = { dataset: { isOfficial: boolean, compiledOn: string, licence: string, licenceUrl: string, attribution: string, revision: string, titleVi: string, titleEn: string, statementVi: string, statementEn: string, sources: Array<{ slug: string, title: string, publisher: string | null, url: string | null, otherUrls: Array<string>, language: string, reliability: Reliability, retrievedOn: string, note: string | null }>, taxonomies: Array<{ code: string, title: string, validFrom: string, validUntil: string | null, sectors: Array<{ code: SectorCode, numeral: string, nameVi: string, nameEn: string }>, productSets: Array<{ number: number, key: string, leadAgencies: Array<string>, groupVi: string | null, groupEn: string | null, nameVi: string, nameEn: string, sector: { code: SectorCode } }> }>, materials: Array<{ slug: string, nameVi: string, nameEn: string }>, publishedTotals: Array<{ asOf: string | null, scope: string, total: number | null, isIncrease: boolean, fiveStar: number | null, potentialFiveStar: number | null, fourStar: number | null, threeStar: number | null, producers: number | null, note: string | null, source: { slug: string } }>, planTargets: Array<{ plan: string, period: string, territory: string, value: number, unit: string, comparison: string, note: string | null, indicatorVi: string, indicatorEn: string, source: { slug: string } }>, province: { slug: string, name: string, fullName: string, geometry: Geometry | null } } };

export type SourceFactsFragment = { slug: string, title: string, publisher: string | null, url: string | null, otherUrls: Array<string>, language: string, reliability: Reliability, retrievedOn: string, note: string | null };

export type DirectoryProductsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DirectoryProductsQuery = { products: { nodes: Array<{ code: string, slug: string, name: string, alternateNames: Array<string>, story: string | null, officialCode: string | null, productSetBasis: Basis | null, placeAsWritten: string | null, note: string | null, productSet: { number: number } | null, producer: { slug: string } | null, place: { slug: string } | null, formerPlace: { slug: string } | null, point: { lat: number, lon: number, accuracy: PointAccuracy } | null, recognitions: Array<{ code: string, kind: RecognitionKind, nameAsWritten: string | null, stars: number | null, score: number | null, scoreAsPublished: string | null, potentialFiveStar: boolean, decisionNumber: string | null, issuingAuthority: string | null, round: string | null, issued: string | null, issuedOn: string | null, validUntil: string | null, extendedUntil: string | null, revokedOn: string | null, revocationReason: string | null, supersededOn: string | null, evidence: EvidenceLevel, note: string | null, supersededBy: { code: string } | null, source: { slug: string }, otherSources: Array<{ slug: string }> }>, materialSources: Array<{ sharePercent: number | null, period: string | null, basis: Basis, note: string | null, material: { slug: string }, region: { slug: string } | null }>, certifications: Array<{ scheme: string, number: string | null, scope: string | null, issuer: string | null, issued: string | null, validUntil: string | null, note: string | null, source: { slug: string } }>, variants: Array<{ name: string, netContent: string | null, gtin: string | null }>, media: Array<{ url: string, alt: string, credit: string, licence: string }>, source: { slug: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CertificationFactsFragment = { scheme: string, number: string | null, scope: string | null, issuer: string | null, issued: string | null, validUntil: string | null, note: string | null, source: { slug: string } };

export type DirectoryProducersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DirectoryProducersQuery = { producers: { nodes: Array<{ slug: string, name: string, alternateNames: Array<string>, legalForm: LegalForm | null, addressAsWritten: string | null, website: string | null, note: string | null, place: { slug: string } | null, formerPlace: { slug: string } | null, certifications: Array<{ scheme: string, number: string | null, scope: string | null, issuer: string | null, issued: string | null, validUntil: string | null, note: string | null, source: { slug: string } }>, source: { slug: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DirectoryRegionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DirectoryRegionsQuery = { regions: { nodes: Array<{ slug: string, name: string, level: RegionLevel, communesAsWritten: string | null, hectares: number | null, hectaresNote: string | null, geometry: Geometry | null, geometryAccuracy: GeometryAccuracy, geometryAreaKm2: number | null, plantingAreaCodes: Array<string>, note: string | null, material: { slug: string }, communes: Array<{ slug: string }>, figures: Array<{ asOf: string | null, hectares: number | null, hectaresNote: string | null, outputTonnes: number | null, yield: string | null, plantingAreaCodes: string | null, certificates: string | null, note: string | null, source: { slug: string } }>, certifications: Array<{ scheme: string, number: string | null, scope: string | null, issuer: string | null, issued: string | null, validUntil: string | null, note: string | null, source: { slug: string } }>, geographicalIndication: { slug: string, name: string, number: string | null, decisionAsWritten: string | null, registeredOn: string | null, note: string | null } | null, source: { slug: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DirectoryPlacesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type DirectoryPlacesQuery = { places: { nodes: Array<{ slug: string, code: string | null, name: string, fullName: string, alternateNames: Array<string>, kind: PlaceKind, validFrom: string | null, validUntil: string | null, areaKm2: number | null, geometry: Geometry | null, geometryAccuracy: GeometryAccuracy | null, parent: { slug: string } | null, point: { lat: number, lon: number, accuracy: PointAccuracy } | null, predecessors: Array<{ isPart: boolean, note: string | null, place: { slug: string } }>, successors: Array<{ isPart: boolean, note: string | null, place: { slug: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SourceFactsFragmentDoc = new TypedDocumentString(`
    fragment SourceFacts on Source {
  slug
  title
  publisher
  url
  otherUrls
  language
  reliability
  retrievedOn
  note
}
    `, {"fragmentName":"SourceFacts"}) as unknown as TypedDocumentString<SourceFactsFragment, unknown>;
export const CertificationFactsFragmentDoc = new TypedDocumentString(`
    fragment CertificationFacts on Certification {
  scheme
  number
  scope
  issuer
  issued
  validUntil
  note
  source {
    slug
  }
}
    `, {"fragmentName":"CertificationFacts"}) as unknown as TypedDocumentString<CertificationFactsFragment, unknown>;
export const DirectoryDatasetDocument = new TypedDocumentString(`
    query DirectoryDataset {
  dataset {
    titleVi: title
    titleEn: title(language: EN)
    statementVi: statement
    statementEn: statement(language: EN)
    isOfficial
    compiledOn
    licence
    licenceUrl
    attribution
    revision
    sources {
      ...SourceFacts
    }
    taxonomies {
      code
      title
      validFrom
      validUntil
      sectors {
        code
        numeral
        nameVi: name
        nameEn: name(language: EN)
      }
      productSets {
        number
        key
        leadAgencies
        sector {
          code
        }
        groupVi: group
        groupEn: group(language: EN)
        nameVi: name
        nameEn: name(language: EN)
      }
    }
    materials {
      slug
      nameVi: name
      nameEn: name(language: EN)
    }
    publishedTotals {
      asOf
      scope
      total
      isIncrease
      fiveStar
      potentialFiveStar
      fourStar
      threeStar
      producers
      note
      source {
        slug
      }
    }
    planTargets {
      plan
      period
      territory
      indicatorVi: indicator
      indicatorEn: indicator(language: EN)
      value
      unit
      comparison
      note
      source {
        slug
      }
    }
    province {
      slug
      name
      fullName
      geometry
    }
  }
}
    fragment SourceFacts on Source {
  slug
  title
  publisher
  url
  otherUrls
  language
  reliability
  retrievedOn
  note
}`) as unknown as TypedDocumentString<DirectoryDatasetQuery, DirectoryDatasetQueryVariables>;
export const DirectoryProductsDocument = new TypedDocumentString(`
    query DirectoryProducts($first: Int!, $after: String) {
  products(first: $first, after: $after) {
    nodes {
      code
      slug
      name
      alternateNames
      story
      officialCode
      productSet {
        number
      }
      productSetBasis
      producer {
        slug
      }
      place {
        slug
      }
      formerPlace {
        slug
      }
      placeAsWritten
      point {
        lat
        lon
        accuracy
      }
      recognitions {
        code
        kind
        nameAsWritten
        stars
        score
        scoreAsPublished
        potentialFiveStar
        decisionNumber
        issuingAuthority
        round
        issued
        issuedOn
        validUntil
        extendedUntil
        revokedOn
        revocationReason
        supersededOn
        supersededBy {
          code
        }
        evidence
        source {
          slug
        }
        otherSources {
          slug
        }
        note
      }
      materialSources {
        material {
          slug
        }
        region {
          slug
        }
        sharePercent
        period
        basis
        note
      }
      certifications {
        ...CertificationFacts
      }
      variants {
        name
        netContent
        gtin
      }
      media {
        url
        alt
        credit
        licence
      }
      source {
        slug
      }
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CertificationFacts on Certification {
  scheme
  number
  scope
  issuer
  issued
  validUntil
  note
  source {
    slug
  }
}`) as unknown as TypedDocumentString<DirectoryProductsQuery, DirectoryProductsQueryVariables>;
export const DirectoryProducersDocument = new TypedDocumentString(`
    query DirectoryProducers($first: Int!, $after: String) {
  producers(first: $first, after: $after) {
    nodes {
      slug
      name
      alternateNames
      legalForm
      place {
        slug
      }
      formerPlace {
        slug
      }
      addressAsWritten
      website
      certifications {
        ...CertificationFacts
      }
      source {
        slug
      }
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CertificationFacts on Certification {
  scheme
  number
  scope
  issuer
  issued
  validUntil
  note
  source {
    slug
  }
}`) as unknown as TypedDocumentString<DirectoryProducersQuery, DirectoryProducersQueryVariables>;
export const DirectoryRegionsDocument = new TypedDocumentString(`
    query DirectoryRegions($first: Int!, $after: String) {
  regions(first: $first, after: $after) {
    nodes {
      slug
      name
      material {
        slug
      }
      level
      communes {
        slug
      }
      communesAsWritten
      hectares
      hectaresNote
      figures {
        asOf
        hectares
        hectaresNote
        outputTonnes
        yield
        plantingAreaCodes
        certificates
        source {
          slug
        }
        note
      }
      geometry
      geometryAccuracy
      geometryAreaKm2
      certifications {
        ...CertificationFacts
      }
      plantingAreaCodes
      geographicalIndication {
        slug
        name
        number
        decisionAsWritten
        registeredOn
        note
      }
      source {
        slug
      }
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CertificationFacts on Certification {
  scheme
  number
  scope
  issuer
  issued
  validUntil
  note
  source {
    slug
  }
}`) as unknown as TypedDocumentString<DirectoryRegionsQuery, DirectoryRegionsQueryVariables>;
export const DirectoryPlacesDocument = new TypedDocumentString(`
    query DirectoryPlaces($first: Int!, $after: String, $asOf: Date) {
  places(first: $first, after: $after, asOf: $asOf) {
    nodes {
      slug
      code
      name
      fullName
      alternateNames
      kind
      validFrom
      validUntil
      parent {
        slug
      }
      point {
        lat
        lon
        accuracy
      }
      areaKm2
      geometry
      geometryAccuracy
      predecessors {
        place {
          slug
        }
        isPart
        note
      }
      successors {
        place {
          slug
        }
        isPart
        note
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DirectoryPlacesQuery, DirectoryPlacesQueryVariables>;