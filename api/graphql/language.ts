import { Field, ArgsType, registerEnumType } from 'type-graphql';

export enum Language {
  VI = 'VI',
  EN = 'EN',
}

registerEnumType(Language, {
  name: 'Language',
  description: 'The language of a text.',
  valuesConfig: { VI: { description: 'Vietnamese.' }, EN: { description: 'English.' } },
});

@ArgsType()
export class LanguageArgs {
  @Field(() => Language, {
    defaultValue: Language.VI,
    description: 'The language that the text is wanted in.',
  })
  language!: Language;
}
