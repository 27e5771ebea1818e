// Questions that the answers so far do not call for are put out of sight while somebody types. Without this script they
// stand there with their condition in words, and the server drops what was not to be asked all the same.

import type { Row } from '#activities/in-browser'
import { answersTyped, isShown, readAnswers } from '#activities/in-browser'

type Field = Parameters<typeof readAnswers>[0][number]

/** The questions of the form on this page, as the page carries them. */
function fieldsOf(form: HTMLFormElement): Field[] {
  const block = form.querySelector('script[data-fields]')
  return block?.textContent ? (JSON.parse(block.textContent) as Field[]) : []
}

/** Shows each question for which its conditions hold, in a row of a list by the answers of that row. */
function show(form: HTMLFormElement): void {
  const fields = fieldsOf(form)
  if (fields.length === 0) return
  const typed: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') typed[name] = value
  const raw = answersTyped(typed)
  const { answers } = readAnswers(fields, raw)
  for (const part of form.querySelectorAll<HTMLElement>('[data-question]')) {
    const field = fields.find(({ key }) => key === part.dataset.question)
    if (field) part.hidden = !isShown(field, answers, rowOf(fields, field, raw, part.dataset.row))
  }
}

/** The answers of the row in which a question stands, read by themselves: rows left blank have no place among the answers. */
function rowOf(
  fields: readonly Field[],
  { parent }: Field,
  raw: Record<string, unknown>,
  row: string | undefined,
): Row | undefined {
  if (parent === null || row === undefined) return undefined
  const said = (raw[parent] as Record<string, Record<string, unknown>> | undefined)?.[row] ?? {}
  const inside = fields.filter((field) => field.parent === parent)
  const alone = inside.map((field) => ({ ...field, parent: null, shown_if: [] }))
  return readAnswers(alone, said).answers as Row
}

const showAll = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form')) show(form)
}

for (const event of ['input', 'change'])
  document.addEventListener(event, ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null
    if (form) show(form)
  })
document.addEventListener('turbo:render', showAll)
document.addEventListener('turbo:load', showAll)
showAll()
