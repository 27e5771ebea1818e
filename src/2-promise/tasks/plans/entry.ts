import { z } from 'zod'
import { dayField, textField, versionField } from '#platform/submit'

/** A plan of a year or so, or an action programme (chương trình hành động) over years. */
export const planKinds = ['plan', 'action_programme'] as const
export type PlanKind = (typeof planKinds)[number]

export const planStates = ['draft', 'issued', 'closed'] as const
export type PlanState = (typeof planStates)[number]

const optionalId = z
  .union([z.literal(''), z.guid()])
  .default('')
  .transform((id) => id || null)

/** What is typed of a plan. */
export const planEntry = z
  .object({
    kind: z.enum(planKinds, 'field_is_required'),
    title: textField(300, 3),
    documentId: optionalId,
    carriesOutId: optionalId,
    aboveId: optionalId,
    themeId: optionalId,
    fromDay: dayField(),
    toDay: dayField(),
  })
  .refine(({ fromDay, toDay }) => toDay >= fromDay, {
    message: 'plan_ends_before_it_begins',
    path: ['toDay'],
  })
export type PlanEntry = z.output<typeof planEntry>

/** The same with where it is made: the id comes with the form, so that pressing twice makes one. */
export const newPlan = planEntry.safeExtend({ id: z.guid(), unitId: z.guid('field_is_required') })
export type NewPlan = z.output<typeof newPlan>

export const planStep = z.object({ version: versionField() })

/** How a local plan answers a task of the plan above. */
export const answers = ['taken_over', 'adapted', 'not_applicable'] as const
export type Answer = (typeof answers)[number]

export const answerEntry = z
  .object({
    taskId: z.guid('field_is_required'),
    answer: z.enum(answers, 'field_is_required'),
    why: textField(500),
    title: textField(500),
    ownTaskId: z.guid(),
  })
  .refine(({ answer, why }) => answer === 'taken_over' || why.length >= 3, {
    message: 'plan_answer_has_no_reason',
    path: ['why'],
  })
export type AnswerEntry = z.output<typeof answerEntry>

/** Into which plan the unfinished tasks go, due when, and how many the person saw. */
export const carryEntry = z.object({
  intoId: z.guid('field_is_required'),
  dueOn: z.union([z.literal(''), dayField()]).transform((day) => day || null),
  seen: z.string().max(64),
})
export type CarryEntry = z.output<typeof carryEntry>
