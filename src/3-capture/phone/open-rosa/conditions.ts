import type { Condition, Field } from '#kinds'

/** A text as XPath 1.0 writes it, which knows no escapes: one with both kinds of quotes is put together. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`
  if (!text.includes('"')) return `"${text}"`
  return `concat('${text.split("'").join(`', "'", '`)}')`
}

const isAnswered = (field: Field, path: string): string => {
  if (field.type === 'people') return `(string-length(${path}/female) > 0 or string-length(${path}/male) > 0)`
  return field.type === 'repeat' ? `count(${path}) > 0` : `string-length(${path}) > 0`
}

/** What an answer is compared by, as `rules.ts` does: people by their sum, a list by its rows, choices by how many. */
function comparable(field: Field, path: string): string {
  const orNought = (node: string) => `if(string-length(${node}) = 0, 0, ${node})`
  switch (field.type) {
    case 'people':
      return `(${orNought(`${path}/female`)} + ${orNought(`${path}/male`)})`
    case 'repeat':
      return `count(${path})`
    case 'choices':
      return `count-selected(${path})`
    case 'date':
      return `decimal-date-time(${path})`
    case 'time':
      return `decimal-time(${path})`
    default:
      return path
  }
}

function valueFor(field: Field, value: string | number): string {
  if (typeof value === 'number') return String(value)
  if (field.type === 'date') return `decimal-date-time(${quoted(value)})`
  return field.type === 'time' ? `decimal-time(${quoted(value)})` : quoted(value)
}

function conditionIn(condition: Condition, field: Field, path: string): string {
  const { is, value } = condition
  if (is === 'answered' || value === undefined) return isAnswered(field, path)
  if (is === 'includes') return `selected(${path}, ${quoted(String(value))})`
  const said = comparable(field, path)
  const wanted = valueFor(field, value)
  const answered = isAnswered(field, path)
  switch (is) {
    case 'equals':
      return `(${answered} and ${said} = ${wanted})`
    case 'differs':
      return `not(${answered} and ${said} = ${wanted})`
    case 'at_least':
      return `(${answered} and ${said} >= ${wanted})`
    case 'at_most':
      return `(${answered} and ${said} <= ${wanted})`
  }
}

/**
 * When a question is asked, as an XPath expression; undefined where always. It says the same as `isShown`.
 * @param pathOf where the answer to another question lies, as seen from this one
 */
export const relevanceOf = (
  field: Field,
  fields: readonly Field[],
  pathOf: (other: Field) => string,
): string | undefined => allOf(field.shown_if, field, fields, pathOf)

/** When a question must be answered, as an XPath expression; undefined where never. It says the same as `isRequired`. */
export const requirementOf = (
  field: Field,
  fields: readonly Field[],
  pathOf: (other: Field) => string,
): string | undefined => (field.required ? 'true()' : allOf(field.required_if ?? [], field, fields, pathOf))

function allOf(
  conditions: readonly Condition[],
  field: Field,
  fields: readonly Field[],
  pathOf: (other: Field) => string,
): string | undefined {
  const said = conditions.flatMap((condition) => {
    // In a row of a list the answers of the row come first.
    const other =
      fields.find(({ key, parent }) => key === condition.field && parent === field.parent) ??
      fields.find(({ key }) => key === condition.field)
    return other ? [conditionIn(condition, other, pathOf(other))] : []
  })
  return said.length === 0 ? undefined : said.join(' and ')
}
