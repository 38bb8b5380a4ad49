import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../graphql/node.ts';
import { DateScalar } from '../../graphql/scalars.ts';

export enum SectorCode {
  FOOD = 'FOOD',
  DRINK = 'DRINK',
  MEDICINAL = 'MEDICINAL',
  HANDICRAFT = 'HANDICRAFT',
  ORNAMENTAL = 'ORNAMENTAL',
  TOURISM = 'TOURISM',
  HERBAL = 'HERBAL',
  TEXTILE = 'TEXTILE',
  SOUVENIR_AND_INTERIOR = 'SOUVENIR_AND_INTERIOR',
  RURAL_TOURISM_AND_SALES = 'RURAL_TOURISM_AND_SALES',
}

registerEnumType(SectorCode, {
  name: 'SectorCode',
  description:
    'A sector ("ngành") of an OCOP taxonomy. The codes are ours: the decisions number sectors only.',
  valuesConfig: {
    FOOD: { description: 'Thực phẩm. Coffee, cocoa and tea are food since 2023.' },
    DRINK: { description: 'Đồ uống.' },
    MEDICINAL: { description: 'Dược liệu và sản phẩm từ dược liệu.' },
    HANDICRAFT: { description: 'Hàng thủ công mỹ nghệ.' },
    ORNAMENTAL: { description: 'Sinh vật cảnh.' },
    TOURISM: { description: 'Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch.' },
    HERBAL: { description: 'Thảo dược: taxonomy of 2019 only.' },
    TEXTILE: { description: 'Vải và may mặc: taxonomy of 2019 only.' },
    SOUVENIR_AND_INTERIOR: { description: 'Lưu niệm, nội thất, trang trí: taxonomy of 2019 only.' },
    RURAL_TOURISM_AND_SALES: { description: 'Dịch vụ du lịch nông thôn, bán hàng: taxonomy of 2019 only.' },
  },
});

@ObjectType({ description: 'A sector ("ngành") of a taxonomy.' })
export class Sector {
  @Field(() => SectorCode, { description: 'Code for use in filters.' })
  code!: SectorCode;

  @Field(() => String, { description: 'Number of the sector as the decision prints it, for example `VI`.' })
  numeral!: string;
}

@ObjectType({
  implements: Node,
  description: 'A product set ("bộ sản phẩm"): the family of products that one set of criteria scores.',
})
export class ProductSet extends Node {
  @Field(() => Int, {
    description: 'Number in the appendix of the decision; 1 to 26 in Decision 26/2026/QĐ-TTg.',
  })
  number!: number;

  @Field(() => String, { description: 'Place in the tree: sector, group, sub-group, for example `I.4.b`.' })
  key!: string;

  @Field(() => Sector, { description: 'The sector that it belongs to.' })
  sector!: Sector;

  @Field(() => [String], {
    description: 'Lead agencies by their English abbreviation (MAE, MOIT, MOH, MCST).',
  })
  leadAgencies!: string[];

  @Field(() => Taxonomy, { description: 'The legal version that it belongs to.' })
  taxonomy!: Taxonomy;
}

@ObjectType({
  implements: Node,
  description:
    'A legal version of sectors, groups and product sets. An evaluation belongs to the version of its day.',
})
export class Taxonomy extends Node {
  @Field(() => String, { description: 'Number of the decision, for example `26/2026/QĐ-TTg`.' })
  code!: string;

  @Field(() => String, { description: 'What the decision is.' })
  title!: string;

  @Field(() => DateScalar, { description: 'First day on which it applies.' })
  validFrom!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day on which it applied; null while it does.',
  })
  validUntil!: string | null;

  @Field(() => [Sector], { description: 'Its sectors in their order.' })
  sectors!: Sector[];

  @Field(() => [ProductSet], {
    description: 'Its product sets by number; only the version in force is filled in.',
  })
  productSets!: ProductSet[];
}
