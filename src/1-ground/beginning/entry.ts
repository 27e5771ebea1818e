import { z } from 'zod'
import { boxField, dayField, textField } from '#platform/submit'

/** Where most units of today begin: the reform of 2025. */
export const reform = '2025-07-01'

/** The kinds of area that an authority written by hand can have. */
export const areaKinds = ['province', 'commune', 'ward', 'special_zone'] as const

/** Which authority begins: one of the national list by its code, or one written by hand. */
export const beginning = z
  .object({
    code: z
      .string()
      .trim()
      .regex(/^(\d{2}|\d{5}|)$/, 'beginning_code_is_malformed')
      .default(''),
    name: textField(200).default(''),
    kind: z.enum(areaKinds).default('commune'),
    isByHand: boxField(),
    /** From when on the unit stands. Earlier than its past figures. */
    since: dayField().default(reform),
    /** Whether the usual organisations are set up in it, and in its communes. */
    organisations: boxField(),
    /** A province: whether its communes are taken from the list. */
    communes: boxField(),
  })
  .refine(({ isByHand, name }) => !isByHand || name !== '', { path: ['name'], message: 'field_is_required' })
  .refine(({ isByHand, code }) => isByHand || code !== '', { path: ['code'], message: 'field_is_required' })
export type Beginning = z.output<typeof beginning>
