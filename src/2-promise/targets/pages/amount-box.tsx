import { writtenNumber } from '#platform/number'
import type { FormState } from '#ui'

/** An amount in a cell of a table: its label is heard, its row and column say it to the eye. */
export function AmountBox(props: {
  name: string
  label: string
  unit: string
  value: number | undefined
  form: FormState
}) {
  const typed = props.form.typed?.[props.name]
  const shown =
    typeof typed === 'string' ? typed : props.value === undefined ? '' : writtenNumber(props.value)
  const problems = props.form.problems
  const fields = problems && 'fields' in problems ? problems.fields : []
  return (
    <span class="input-with-unit">
      <input
        class="input width-short number"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        id={`f-${props.name}`}
        name={props.name}
        value={shown}
        aria-label={`${props.label} (${props.unit})`}
        aria-invalid={fields.some(({ field }) => field === props.name) ? 'true' : undefined}
      />
    </span>
  )
}
