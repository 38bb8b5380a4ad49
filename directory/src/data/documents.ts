import { graphql } from '../gql/index.ts';

export const datasetDocument = graphql(`
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
`);

export const sourceFacts = graphql(`
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
`);

export const productsDocument = graphql(`
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
`);

export const certificationFacts = graphql(`
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
`);

export const producersDocument = graphql(`
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
`);

export const regionsDocument = graphql(`
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
`);

export const placesDocument = graphql(`
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
`);
