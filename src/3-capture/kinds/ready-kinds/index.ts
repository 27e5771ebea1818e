import type { ReadyKind } from '../entry.ts'
import { farmers } from './farmers.ts'
import { front } from './front.ts'
import { police } from './police.ts'
import { womenCare } from './women-care.ts'
import { womenSavings } from './women-savings.ts'
import { youth } from './youth.ts'

/** Every kind of initiative that comes ready with the system, in the order of the scenario (S18–S30). */
export const readyKinds: readonly ReadyKind[] = [
  ...front,
  ...farmers,
  ...womenCare,
  ...womenSavings,
  ...police,
  ...youth,
]
