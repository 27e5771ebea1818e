import { z } from 'zod'
import { boxField, type SaidAmount, textField, versionField } from '#platform/submit'

/** One amount as it was said: “trên 480”, “2,5 triệu”. It is read when its indicator is known. */
export type SaidPart = { indicator: string; said: SaidAmount }

const dayText = () => textField(20).default('')

const shape = {
  from: dayText(),
  last: dayText(),
  years: textField(40).default(''),
  countedBy: textField(200, 2),
  paper: textField(500, 2),
  /** Number and symbol of the registered document in which it stands. */
  document: textField(200).default(''),
  note: textField(1000).default(''),
  countsBesides: boxField(),
  besides: textField(1000).default(''),
}

/** The fields of a form: the amount of each part stands under `part.` and the code of its indicator. */
const withParts = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z
    .object(fields)
    .catchall(z.unknown())
    .transform((typed) => ({
      ...typed,
      parts: Object.entries(typed).flatMap(([name, value]): SaidPart[] =>
        name.startsWith('part.') && typeof value === 'string'
          ? [{ indicator: name.slice('part.'.length), said: value.slice(0, 60) }]
          : [],
      ),
    }))

/** What is typed to declare a figure. */
export const declaredEntry = withParts({
  ...shape,
  unitId: z.guid('field_is_no_choice'),
  indicator: textField(60, 1),
})

/** What is typed to correct one: never without the reason. `version` is the one that was on the page. */
export const correctionEntry = withParts({ ...shape, why: textField(1000), version: versionField() })

/** What is typed to withdraw one. */
export const withdrawalEntry = z.object({ why: textField(1000), version: versionField() })

/** A figure as it is declared. `years` says both days where they are blank: “2019”, “2016–2020”. */
export type DeclaredEntry = {
  unitId: string
  indicator: string
  from: string
  last: string
  years: string
  parts: readonly SaidPart[]
  countedBy: string
  paper: string
  document?: string
  note: string
  countsBesides: boolean
  besides: string
}
