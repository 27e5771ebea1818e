/** @jsxImportSource preact */
// How exact a number is, chosen beside its box: the keypad of a phone has no letters.

import { type Qualifier, qualifiers, saidIn, writtenSaid } from '#platform/precision'
import { readSaid } from '#platform/said'
import { formatNumber, language, t } from '../words.ts'

type PrecisionProps = {
  /** What stands in the box. */
  text: string
  rules: { isWhole: boolean; unit: string | null }
  set: (text: string) => void
}

/** Whoever knows only an order of magnitude types it; it is no word before a number. */
const chosen = qualifiers.filter((one) => one !== 'order')

const qualifierIn = ({ text, rules }: PrecisionProps): Qualifier => {
  const { qualifier = 'exact' } = readSaid(text, rules)
  return qualifier === 'order' ? 'exact' : qualifier
}

/** The same text with another word of precision before it; a blank box gets the word alone. */
function withPrecision({ text, rules }: PrecisionProps, qualifier: Qualifier): string {
  const read = readSaid(text, rules)
  if (!read.fault) return writtenSaid({ amount: read.amount, qualifier }, language())
  return text.trim() !== '' || qualifier === 'exact' ? text : `${t(`phone.precision.${qualifier}`)} `
}

/** The choice that stands before the box. */
export const PrecisionChoice = (props: PrecisionProps) => (
  <select
    class="select precision"
    aria-label={t('phone.precision.label')}
    value={qualifierIn(props)}
    onChange={(event) => props.set(withPrecision(props, event.currentTarget.value as Qualifier))}
  >
    {chosen.map((one) => (
      <option value={one} key={one}>
        {t(`phone.precision.${one}`)}
      </option>
    ))}
  </select>
)

/** What was understood, where more than digits stand in the box. */
export function Understood({
  text,
  rules,
  unit,
}: {
  text: string
  rules: PrecisionProps['rules']
  unit: string | null
}) {
  const read = readSaid(text, rules)
  if (read.fault || /^[\d.,\s]*$/.test(text)) return null
  return (
    <p class="field-hint" aria-live="polite">
      {t('phone.precision.understood', {
        said: [saidIn(read, language(), formatNumber), unit].filter(Boolean).join(' '),
      })}
    </p>
  )
}
