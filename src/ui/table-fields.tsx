// Controls in the cells of a table: the column's head and the row's name are their label, heard and not seen.

import type { Choice } from './choice-fields.tsx'
import { type FormState, idOf, problemOf, shownValue } from './form-state.ts'

interface CellProps {
  name: string
  /** Row and column in words: “Đảng viên, Hội LHPN xã Long Trạch”. */
  label: string
  value?: string | number | null | undefined
  form?: FormState | undefined
}

const wiringOf = ({ name, label, form }: CellProps) => {
  const problem = problemOf(form, name)
  return {
    problem,
    control: {
      id: idOf(name),
      name,
      'aria-label': label,
      'aria-invalid': problem ? ('true' as const) : undefined,
      'aria-describedby': problem ? `${idOf(name)}-problem` : undefined,
    },
  }
}

const Problem = ({ name, problem }: { name: string; problem: string | undefined }) =>
  problem ? (
    <span class="field-problem" id={`${idOf(name)}-problem`}>
      {problem}
    </span>
  ) : null

/** A short box in a cell, mostly for a number. */
export function CellField(props: CellProps) {
  const { problem, control } = wiringOf(props)
  return (
    <>
      <input
        class="input cell-input number"
        type="text"
        autocomplete="off"
        value={shownValue(props.form, props.name, props.value)}
        {...control}
      />
      <Problem name={props.name} problem={problem} />
    </>
  )
}

/** A list that folds, in a cell; `empty` says what choosing none means. */
export function CellChoice(props: CellProps & { choices: readonly Choice[]; empty: string }) {
  const { problem, control } = wiringOf(props)
  const chosen = shownValue(props.form, props.name, props.value)
  return (
    <>
      <select class="select cell-select" {...control}>
        <option value="">{props.empty}</option>
        {props.choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
      <Problem name={props.name} problem={problem} />
    </>
  )
}

/** A box to tick in a cell. */
export function CellCheck(props: CellProps) {
  const { control } = wiringOf(props)
  return (
    <input
      class="checkbox"
      type="checkbox"
      value="yes"
      checked={Boolean(props.form?.typed?.[props.name])}
      {...control}
    />
  )
}
