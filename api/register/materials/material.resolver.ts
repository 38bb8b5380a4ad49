import { Args, FieldResolver, Resolver } from 'type-graphql';
import { LanguageArgs } from '../../graphql/language.ts';
import { Selected } from '../../graphql/selected.ts';
import { Material } from './material.type.ts';

@Resolver(() => Material)
export class MaterialResolver {
  @FieldResolver(() => String, { description: 'What the raw material is called.' })
  name(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() name: string): string {
    return name;
  }
}
