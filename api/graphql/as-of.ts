import { ArgsType, Field } from 'type-graphql';
import { DateScalar } from './scalars.ts';

@ArgsType()
export class AsOfArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that the answer is for; today in Asia/Ho_Chi_Minh where it is left out.',
  })
  asOf?: string | null;
}
