import { language, t, worded } from '#platform/i18n'
import { writtenSaid } from '#platform/precision'
import { type FormState, TextField } from '#ui'
import type { Asked, Part } from '../rules.ts'
import { nameOf } from './words.tsx'

/** One field for each amount that is asked for: of a rate both its parts, of a whole what is part of it. */
export const AmountFields = ({
  asked,
  form,
  parts = [],
}: {
  asked: readonly Asked[]
  form: FormState
  parts?: readonly Part[]
}) => (
  <>
    {asked.map((indicator) => {
      const own = parts.find((part) => part.indicator === indicator.code)
      return (
        <TextField
          name={`part.${indicator.code}`}
          label={`${indicator.isOptional ? t('figures.of_which_name', { name: nameOf(indicator) }) : nameOf(indicator)} (${worded(indicator.unitVi, indicator.unitEn)})`}
          hint={t('declared.field.amount_hint')}
          maxLength={60}
          required={!indicator.isOptional}
          form={form}
          value={own ? writtenSaid(own, language(), indicator.unitVi) : undefined}
        />
      )
    })}
  </>
)
