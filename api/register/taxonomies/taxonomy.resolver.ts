import { Args, FieldResolver, Resolver } from 'type-graphql';
import { LanguageArgs } from '../../graphql/language.ts';
import { Selected } from '../../graphql/selected.ts';
import { ProductSet, Sector } from './taxonomy.type.ts';

@Resolver(() => Sector)
export class SectorResolver {
  @FieldResolver(() => String, { description: 'What the sector is called.' })
  name(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() name: string): string {
    return name;
  }
}

@Resolver(() => ProductSet)
export class ProductSetResolver {
  @FieldResolver(() => String, { description: 'What the product set is called.' })
  name(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() name: string): string {
    return name;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The group ("nhóm") between sector and product set.',
  })
  group(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() group: string | null): string | null {
    return group;
  }
}
