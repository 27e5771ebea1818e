import type { Indicator } from '#figures'
import { language, t, worded } from '#platform/i18n'
import { writtenSaid } from '#platform/precision'
import { type FormState, TextField } from '#ui'
import type { Part } from '../rules.ts'
import { nameOf } from './words.tsx'

/** One field for each amount that is asked for: of a rate both its parts. */
export const AmountFields = ({
  asked,
  form,
  parts = [],
}: {
  asked: readonly Indicator[]
  form: FormState
  parts?: readonly Part[]
}) => (
  <>
    {asked.map((indicator) => {
      const own = parts.find((part) => part.indicator === indicator.code)
      return (
        <TextField
          name={`part.${indicator.code}`}
          label={`${nameOf(indicator)} (${worded(indicator.unitVi, indicator.unitEn)})`}
          hint={t('declared.field.amount_hint')}
          maxLength={60}
          required
          form={form}
          value={own ? writtenSaid(own, language(), indicator.unitVi) : undefined}
        />
      )
    })}
  </>
)
