import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars.ts';

@ObjectType({
  description:
    'A signed statement that a product has its stars until a day, short enough for a QR code. It is verified without a network, with the keys at `/.well-known/jwks.json` and the status lists at `/status/1` (revocation) and `/status/2` (superseded): see `/docs/offline-proof/`.',
})
export class Proof {
  @Field(() => String, {
    description:
      'What a QR code should hold: the address of the verdict with the proof behind its `#`. Begins with `/` where the hub has no public address of its own.',
  })
  url!: string;

  @Field(() => String, { description: 'The proof alone, without the `#`.' })
  fragment!: string;

  @Field(() => Int, { description: 'The stars that it vouches for.' })
  stars!: number;

  @Field(() => DateScalar, { description: 'The last day for which it vouches.' })
  lastDay!: string;

  @Field(() => String, { description: 'Which key signed it: `kid` of the published keys.' })
  keyId!: string;

  @Field(() => Int, {
    description: 'Its bit in the status lists. It belongs to this statement for ever and is never reused.',
  })
  statusIndex!: number;
}
