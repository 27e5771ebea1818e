import { z } from 'zod'
import { dayField, textField } from '#platform/submit'

/** The steps of the life of an initiative. */
export const states = ['proposed', 'registered', 'active', 'recognised', 'ended'] as const
export type State = (typeof states)[number]

/** What is typed to propose an initiative. */
export const proposal = z.object({
  kind: z.string().min(1, 'field_is_required').max(60),
  unitId: z.guid('field_is_no_choice'),
  name: textField(200, 3),
  summary: textField(4000),
})
export type Proposal = z.output<typeof proposal>

/** What is typed to change the wording of an initiative. */
export const wording = proposal.pick({ name: true, summary: true })
export type Wording = z.output<typeof wording>

/** A unit that runs an initiative together with its own. */
export const coHostEntry = z.object({ unitId: z.guid('field_is_required') })

/** What is typed to take an initiative a step further. `version` is the state that the person saw. */
export const step = z.object({
  to: z.enum(states),
  version: z.enum(states),
  day: dayField(),
  document: textField(200).default(''),
  note: textField(1000).default(''),
  learnt: textField(2000).default(''),
})
export type Step = z.output<typeof step>
